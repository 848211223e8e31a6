package io.fieldline.destination.twilio;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.tenant.Connection;

/** Connections to a local Twilio, and messages for it. */
final class LocalTwilio {

    static final String RECIPIENT = "+13125550142";
    static final String CALLBACK = "https://hooks.example.com/twilio/acme/sms";

    private LocalTwilio() {}

    static Connection connection(URI url, Object... changes) {
        Map<String, Object> options = new HashMap<>(Map.of("url", url.toString(), "accountSid", TwilioSettings.ACCOUNT_SID,
                "authToken", TwilioSettings.AUTH_TOKEN, "from", TwilioSettings.NUMBER, "callbackUrl", CALLBACK));
        for (int at = 0; at < changes.length; at += 2) {
            if (changes[at + 1] == null) {
                options.remove(changes[at]);
            } else {
                options.put(changes[at].toString(), changes[at + 1]);
            }
        }
        return new Connection("sms", TwilioConnectionType.NAME, options);
    }

    static OutgoingMessage message(String to, String body, Instant decidedAt) {
        return new OutgoingMessage("6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e", ChannelKind.SMS, to, "Ada", Optional.empty(), body,
                Optional.empty(), Optional.empty(), "review-request", Map.of(), Duration.ofHours(2), decidedAt);
    }
}
