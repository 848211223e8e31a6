package io.fieldline.sandbox.twilio;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the stand-in for Twilio behaves.
 *
 * @param port 0 for any free one
 * @param numbers the account's own, which texts may come from
 * @param messagingService the one it knows
 * @param messagesPerSecond how many it takes in a second; 0 for no limit
 * @param inboundUrl where replies are reported, if anywhere
 */
public record TwilioSettings(int port, String accountSid, String authToken, String apiKey, String apiKeySecret,
        Set<String> numbers, String messagingService, int messagesPerSecond, Optional<String> inboundUrl) {

    public static final String ACCOUNT_SID = "AC" + "5a".repeat(16);
    public static final String AUTH_TOKEN = "sandbox-twilio-auth-token";
    public static final String API_KEY = "SK" + "5b".repeat(16);
    public static final String API_KEY_SECRET = "sandbox-twilio-key-secret";
    public static final String NUMBER = "+15005550006";
    public static final String MESSAGING_SERVICE = "MG" + "5c".repeat(16);

    public TwilioSettings {
        Objects.requireNonNull(accountSid, "accountSid");
        Objects.requireNonNull(authToken, "authToken");
        numbers = Set.copyOf(numbers);
        Objects.requireNonNull(inboundUrl, "inboundUrl");
    }

    /** One account with one number, without a limit. */
    public static TwilioSettings usual() {
        return new TwilioSettings(0, ACCOUNT_SID, AUTH_TOKEN, API_KEY, API_KEY_SECRET, Set.of(NUMBER), MESSAGING_SERVICE, 0,
                Optional.empty());
    }

    public TwilioSettings withMessagesPerSecond(int most) {
        return new TwilioSettings(port, accountSid, authToken, apiKey, apiKeySecret, numbers, messagingService, most,
                inboundUrl);
    }

    public TwilioSettings withInboundUrl(String url) {
        return new TwilioSettings(port, accountSid, authToken, apiKey, apiKeySecret, numbers, messagingService,
                messagesPerSecond, Optional.of(url));
    }
}
