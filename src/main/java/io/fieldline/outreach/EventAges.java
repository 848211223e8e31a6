package io.fieldline.outreach;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How long after its event, and after the delay that its flow has, a message is still worth sending. */
public final class EventAges {

    private static final Duration OTHERS = Duration.ofHours(24);
    private static final Map<String, Duration> USUAL = Map.of("job-booked", Duration.ofHours(2), "job-rescheduled",
            Duration.ofHours(2), "job-cancelled", Duration.ofHours(2), "technician-on-the-way", Duration.ofMinutes(15),
            "technician-arrived", Duration.ofMinutes(15), "job-completed", Duration.ofHours(2), "invoice-ready",
            Duration.ofHours(24), "review-request", Duration.ofHours(24));

    public static final EventAges DEFAULT = new EventAges(Map.of());

    private final Map<String, Duration> ages;

    private EventAges(Map<String, Duration> settled) {
        Map<String, Duration> all = new HashMap<>(USUAL);
        all.putAll(settled);
        this.ages = Map.copyOf(all);
    }

    /** @param settled by event, in place of the usual age */
    public static EventAges with(Map<String, Duration> settled) {
        settled.forEach((event, age) -> {
            if (age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException("the age of " + event + " is longer than nothing, not " + age);
            }
        });
        return new EventAges(settled);
    }

    /** A day for an event of which nothing was said. */
    public Duration of(String event) {
        return ages.getOrDefault(event, OTHERS);
    }
}
