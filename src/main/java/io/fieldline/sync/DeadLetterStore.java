package io.fieldline.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records that wait for a person. One record of one stream stands there once, with its newest payload and reason. */
public interface DeadLetterStore {

    void park(DeadLetter letter);

    Optional<DeadLetter> find(String id);

    /** The newest first; null for a filter means any. */
    List<DeadLetter> list(String tenant, String flow, DeadLetter.Status status, int limit);

    long count(String tenant, String flow, DeadLetter.Status status);

    void settle(String id, DeadLetter.Status status, Instant at);

    int removeParkedBefore(Instant instant);
}
