package io.fieldline.sync;

import java.time.Instant;

/**
 * A record that did not go through as it is.
 *
 * @param id unique
 * @param key which stream it came from
 * @param recordId the record's id at the source
 * @param reason why it was refused, without secrets
 * @param payload the record as JSON
 * @param position where in the stream it stood
 * @param parkedAt when
 * @param attempts how often it was tried, the first time included
 * @param status whether it still waits for a person
 */
public record DeadLetter(String id, StreamKey key, String recordId, String reason, String payload, String position,
        Instant parkedAt, int attempts, Status status) {

    public enum Status {
        PARKED, REPLAYED, DISCARDED
    }
}
