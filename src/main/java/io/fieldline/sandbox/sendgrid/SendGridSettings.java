package io.fieldline.sandbox.sendgrid;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the stand-in for SendGrid behaves.
 *
 * @param port 0 for any free one
 * @param apiKey the one it knows
 * @param senders addresses that are verified
 * @param messagesPerMinute how many it takes in a minute; 0 for no limit
 * @param eventUrl where events are reported, if anywhere
 */
public record SendGridSettings(int port, String apiKey, Set<String> senders, int messagesPerMinute,
        Optional<String> eventUrl) {

    public static final String API_KEY = "SG.sandbox.0123456789abcdef";
    public static final String SENDER = "service@acme.example";

    public SendGridSettings {
        Objects.requireNonNull(apiKey, "apiKey");
        senders = Set.copyOf(senders);
        Objects.requireNonNull(eventUrl, "eventUrl");
    }

    /** One verified sender, no limit, no events. */
    public static SendGridSettings usual() {
        return new SendGridSettings(0, API_KEY, Set.of(SENDER), 0, Optional.empty());
    }

    public SendGridSettings withMessagesPerMinute(int most) {
        return new SendGridSettings(port, apiKey, senders, most, eventUrl);
    }

    public SendGridSettings withEventUrl(String url) {
        return new SendGridSettings(port, apiKey, senders, messagesPerMinute, Optional.of(url));
    }
}
