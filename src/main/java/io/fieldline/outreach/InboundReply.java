package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;

/**
 * What a recipient answered.
 *
 * @param from the recipient's number
 * @param to the number that was written to
 * @param providerId the provider's id of the answer
 */
public record InboundReply(String from, String to, String body, String providerId, Instant at) {

    public InboundReply {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(at, "at");
    }
}
