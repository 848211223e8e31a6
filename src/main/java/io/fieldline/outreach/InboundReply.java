package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;

/** What a recipient answered. Numbers in E.164. */
public record InboundReply(String from, String to, String body, String providerId, Instant at) {

    public InboundReply {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(at, "at");
    }
}
