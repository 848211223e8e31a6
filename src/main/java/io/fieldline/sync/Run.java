package io.fieldline.sync;

import java.time.Instant;

/**
 * One poll or backfill of one stream.
 *
 * @param id unique, sortable by time
 * @param key which stream
 * @param kind why it ran
 * @param startedAt when
 * @param endedAt null while it runs
 * @param counts what became of its records
 * @param totalCount what the source says it holds, or null where the source gives no number
 * @param outcome how it ended
 * @param message why, when it is not plain; empty otherwise
 */
public record Run(String id, StreamKey key, Kind kind, Instant startedAt, Instant endedAt, Counts counts, Long totalCount,
        Outcome outcome, String message) {

    public enum Kind {
        POLL, BACKFILL, WEBHOOK, REPLAY
    }

    /** COMPLETE: every row accounted for. INCOMPLETE: rows are missing or doubled. WAITING: it will be tried again. */
    public enum Outcome {
        RUNNING, COMPLETE, INCOMPLETE, WAITING, FAILED
    }
}
