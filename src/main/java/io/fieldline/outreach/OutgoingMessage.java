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
 * @param token ours, the text of a UUID, the same over crashes and repeats: by it a provider's word is matched
 * @param recipient an E.164 number, an e-mail address, a device's token, or for events and enrolments the CRM's record id
 *        or the person's e-mail address
 * @param recipientName may be empty
 * @param subject of e-mails and push notifications
 * @param body plain text as the recipient reads it
 * @param html of e-mails
 * @param unsubscribe of marketing e-mails: where one click unsubscribes
 * @param event <code>review-request</code>, <code>job-booked</code>: an event's name, an enrolment's trigger
 * @param properties of events, push notifications and enrolments
 * @param validity for how long it is worth delivering
 * @param decidedAt when it was decided to send it
 */
public record OutgoingMessage(String token, ChannelKind channel, String recipient, String recipientName,
        Optional<String> subject, String body, Optional<String> html, Optional<URI> unsubscribe, String event,
        Map<String, Object> properties, Duration validity, Instant decidedAt) {

    public OutgoingMessage {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(recipientName, "recipientName");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(unsubscribe, "unsubscribe");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(decidedAt, "decidedAt");
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
