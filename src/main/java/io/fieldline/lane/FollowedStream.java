package io.fieldline.lane;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;

/**
 * One stream of records that a flow follows for one tenant, with a checkpoint of its own. Its lane sees to it that only
 * one thing is under way in it at a time. A stage that fails does so with one of the four failures.
 */
public interface FollowedStream {

    StreamKey key();

    /** Hands on what changed since the last poll. */
    CompletionStage<PollResult> poll(PollProgress progress);

    /** Reads the records that an event named and hands them on. */
    CompletionStage<Counts> read(List<String> recordIds);

    /**
     * Hands on the history like any other change. What was interrupted goes on where it stopped, and what is complete is not
     * read again before it is forgotten.
     *
     * @param from where to begin; null for the first record
     */
    CompletionStage<PollResult> backfill(Instant from, PollProgress progress);

    /** Whether {@link #backfill} from this moment on was read to its end and not forgotten since. */
    boolean backfilled(Instant from);

    /** The next {@link #backfill} begins anew. */
    void forgetBackfill();

    /**
     * Hands on a record that was parked.
     *
     * @param record as it was parked
     * @param position where in the stream it stood
     */
    CompletionStage<Counts> replay(Map<String, Object> record, String position);

    /** Reads nothing more: what is handed on already is finished, and the next start goes on behind it. */
    void stop();
}
