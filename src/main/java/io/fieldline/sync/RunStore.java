package io.fieldline.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The history of runs. */
public interface RunStore {

    /** Writes the run, or replaces the one with its id. */
    void save(Run run);

    Optional<Run> find(String id);

    /** The newest first; null for a filter means any. */
    List<Run> recent(String tenant, String flow, int limit);

    /** Sums over all runs that started at or after the instant, one row for each stream. */
    List<StreamTotals> totals(Instant since);

    /** Removes runs that ended before the instant, always keeping the newest of each stream; returns how many. */
    int removeEndedBefore(Instant instant);

    /** @param lastRun the stream's newest run */
    record StreamTotals(StreamKey key, Counts counts, Run lastRun) {}
}
