package io.fieldline.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** How the numbers of requests grew over the last hour, by tenant. */
final class RequestHistory {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TreeMap<Instant, Map<String, Long>> sent = new TreeMap<>();

    void add(Instant now, Map<String, Long> requests) {
        sent.put(now, Map.copyOf(requests));
        // One figure from before the hour stays, so that a whole hour can be told.
        Instant oldest = sent.floorKey(now.minus(HOUR));
        if (oldest != null) {
            sent.headMap(oldest).clear();
        }
    }

    Map<String, Long> lastHour(Instant now) {
        return since(now.minus(HOUR), (grown, from) -> grown);
    }

    Map<String, Double> perSecond(Instant now) {
        return since(now.minus(MINUTE),
                (grown, from) -> grown * 1000.0 / Math.max(1, Duration.between(from, now).toMillis()));
    }

    /** A tenant that was not there yet began at zero, as does everything with the process. */
    private <T> Map<String, T> since(Instant moment, BiFunction<Long, Instant, T> figure) {
        Map<String, T> figures = new TreeMap<>();
        if (!sent.isEmpty()) {
            Map.Entry<Instant, Map<String, Long>> known = sent.floorEntry(moment);
            Map<String, Long> before = known == null ? Map.of() : known.getValue();
            Instant from = known == null ? sent.firstKey() : known.getKey();
            sent.lastEntry().getValue().forEach((tenant, now) -> figures.put(tenant,
                    figure.apply(Math.max(0, now - before.getOrDefault(tenant, 0L)), from)));
        }
        return figures;
    }
}
