package io.fieldline.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps runs for the length of a test. */
public final class InMemoryRunStore implements RunStore {

    private final Map<String, Run> runs = new ConcurrentSkipListMap<>();

    @Override
    public void save(Run run) {
        runs.put(run.id(), run);
    }

    @Override
    public Optional<Run> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<Run> recent(String tenant, String flow, int limit) {
        return runs.values().stream().filter(run -> tenant == null || run.key().tenant().equals(tenant))
                .filter(run -> flow == null || run.key().flow().equals(flow))
                .sorted((one, other) -> other.id().compareTo(one.id())).limit(limit).toList();
    }

    @Override
    public List<StreamTotals> totals(Instant since) {
        return runs.values().stream().filter(run -> !run.startedAt().isBefore(since))
                .map(run -> new StreamTotals(run.key(), run.counts(), run)).toList();
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        int before = runs.size();
        runs.values().removeIf(run -> run.endedAt() != null && run.endedAt().isBefore(instant));
        return before - runs.size();
    }
}
