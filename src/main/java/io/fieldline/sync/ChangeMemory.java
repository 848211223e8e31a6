package io.fieldline.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Remembers which version of a record a flow was handed, so that a change seen three ways is handed on once. */
public interface ChangeMemory {

    /** What is remembered of these records, by record id. */
    Map<String, SeenRecord> recall(StreamKey key, Collection<String> recordIds);

    /** Every record id remembered for the stream. */
    Set<String> recordIds(StreamKey key);

    /** Adds or replaces. */
    void remember(StreamKey key, Collection<SeenRecord> records);

    void forget(StreamKey key, Collection<String> recordIds);

    /** Removes what was modified before the instant; records without a time stay. Returns how many. */
    int forgetModifiedBefore(StreamKey key, Instant instant);
}
