package io.fieldline.outreach;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One message that has passed the gate, as it goes to a provider.
 *
 * @param token ours, the text of a UUID, the same after a crash and at a repeat; goes into callbacks, custom arguments and the
 *        Message-ID
 * @param recipient a number in E.164, an e-mail address, a push token; for EVENT and ENROLLMENT the CRM's record id or an
 *        e-mail address
 * @param recipientName may be empty
 * @param subject of EMAIL and PUSH
 * @param body plain text, as the recipient reads it
 * @param html of EMAIL
 * @param unsubscribe of marketing EMAIL: the target of List-Unsubscribe, which takes one click
 * @param event <code>review-request</code>, <code>job-booked</code>: the metric of an EVENT, the trigger of an ENROLLMENT
 * @param properties of EVENT, PUSH and ENROLLMENT
 * @param validity for how long it is worth delivering
 * @param decidedAt when the gate let it pass
 */
public record OutgoingMessage(String token, ChannelKind channel, String recipient, String recipientName,
        Optional<String> subject, String body, Optional<String> html, Optional<URI> unsubscribe, String event,
        Map<String, Object> properties, Duration validity, Instant decidedAt) {

    public OutgoingMessage {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(recipientName, "recipientName");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(unsubscribe, "unsubscribe");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(decidedAt, "decidedAt");
        requireText("token", token);
        requireText("recipient", recipient);
        requireText("event", event);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    private static void requireText(String name, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("a message has a " + name);
        }
    }
}
