package io.fieldline.lane;

import io.fieldline.sync.Counts;

/** Hears how a run goes on, on the thread that settled a batch; must not block. */
@FunctionalInterface
public interface PollProgress {

    PollProgress NONE = (counts, totalCount) -> {
    };

    /**
     * @param counts of the run so far
     * @param totalCount how many there will be; null while nobody knows
     */
    void settled(Counts counts, Long totalCount);
}
