package io.fieldline.lane;

import io.fieldline.sync.Counts;

/**
 * How a run of one stream ended.
 *
 * @param counts what became of the records
 * @param totalCount how many the source says it holds; null where it gives no number
 * @param doubts why it may be incomplete; null when it is complete
 */
public record PollResult(Counts counts, Long totalCount, String doubts) {}
