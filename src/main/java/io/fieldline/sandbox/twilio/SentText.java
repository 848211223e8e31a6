package io.fieldline.sandbox.twilio;

import java.time.Instant;
import java.util.Objects;

/**
 * A text that the stand-in took, or one that came in.
 *
 * @param statusCallback empty where nobody wants to know
 * @param errorCode empty where nothing went wrong
 * @param sentAt null before it was sent
 */
public record SentText(String sid, String from, String to, String body, String messagingServiceSid, String statusCallback,
        int validityPeriod, String status, String errorCode, String direction, Instant createdAt, Instant sentAt) {

    public SentText {
        Objects.requireNonNull(sid, "sid");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    SentText as(String newStatus, String code, Instant sent) {
        return new SentText(sid, from, to, body, messagingServiceSid, statusCallback, validityPeriod, newStatus, code,
                direction,
                createdAt, sent);
    }
}
