package io.fieldline.outreach;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of appointments, for as long as a test runs. */
public final class InMemoryKnownStarts implements KnownStarts {

    private final Map<String, Instant> since = new HashMap<>();
    private final Map<String, Map<Long, Instant>> starts = new HashMap<>();

    @Override
    public Optional<Instant> since(String tenant, String flow) {
        return Optional.ofNullable(since.get(tenant + "/" + flow));
    }

    @Override
    public void replace(String tenant, String flow, Instant from, Map<Long, Instant> known) {
        since.put(tenant + "/" + flow, from);
        starts.put(tenant + "/" + flow, new HashMap<>(known));
    }

    @Override
    public Optional<Instant> find(String tenant, String flow, long appointment) {
        return Optional.ofNullable(starts.getOrDefault(tenant + "/" + flow, Map.of()).get(appointment));
    }

    @Override
    public int removeStartedBefore(Instant instant) {
        int before = starts.values().stream().mapToInt(Map::size).sum();
        starts.values().forEach(known -> known.values().removeIf(start -> start.isBefore(instant)));
        return before - starts.values().stream().mapToInt(Map::size).sum();
    }
}
