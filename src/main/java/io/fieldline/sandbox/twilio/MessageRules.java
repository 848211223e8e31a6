package io.fieldline.sandbox.twilio;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.fieldline.sandbox.http.Request;

/**
 * What Twilio refuses of a new message. Some numbers behave as Twilio's own
 * <a href="https://www.twilio.com/docs/iam/test-credentials">test numbers</a> do, others as a test tells it.
 */
final class MessageRules {

    private static final int LONGEST = 1_600;
    /** Codes from here on come after the message was taken, as its end. */
    private static final int LATER = 30_000;
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("\\d{5,6}");
    private static final Set<String> KNOWN = Set.of("To", "From", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid",
            "ContentVariables", "StatusCallback", "ApplicationSid", "MaxPrice", "ProvideFeedback", "Attempt", "ValidityPeriod",
            "ForceDelivery", "ContentRetention", "AddressRetention", "SmartEncoded", "PersistentAction", "TrafficType",
            "ShortenUrls", "ScheduleType", "SendAt", "SendAsMms", "RiskCheck");
    private static final Map<String, Integer> TEST_RECIPIENTS = Map.of("+15005550001", 21211, "+15005550002", 21612,
            "+15005550003", 21408, "+15005550004", 21610, "+15005550009", 21614);
    private static final Map<String, Integer> TEST_SENDERS = Map.of("+15005550001", 21212, "+15005550007", 21606,
            "+15005550008", 21611);

    private final TwilioSettings settings;
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    MessageRules(TwilioSettings settings) {
        this.settings = settings;
    }

    /** From now on messages to this number end with the code; 0 for none. */
    void tell(String number, int code) {
        if (code == 0) {
            told.remove(number);
        } else {
            told.put(number, code);
        }
    }

    /** The code with which a message to the number ends after it was taken; 0 when it is delivered. */
    int ending(String number) {
        int code = told.getOrDefault(number, 0);
        return code >= LATER ? code : 0;
    }

    /** The parameters of a message that is taken. */
    Map<String, String> check(Request request) {
        boolean form = request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        Map<String, String> given = form ? request.form() : Map.of();
        given.keySet().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw Refusal.bad(20001, "Unknown parameter: " + name);
        });
        recipient(given.getOrDefault("To", ""));
        sender(given.getOrDefault("From", ""), given.getOrDefault("MessagingServiceSid", ""));
        body(given);
        callback(given.getOrDefault("StatusCallback", ""));
        String validity = given.getOrDefault("ValidityPeriod", "36000");
        require(validity.matches("\\d{1,5}") && Integer.parseInt(validity) >= 1 && Integer.parseInt(validity) <= 36_000, 20001,
                "ValidityPeriod must be between 1 and 36000 seconds");
        return given;
    }

    private void recipient(String to) {
        require(!to.isBlank(), 21604, "A 'To' phone number is required.");
        require(NUMBER.matcher(to).matches(), 21211, "The 'To' number " + to + " is not a valid phone number.");
        int code = told.getOrDefault(to, TEST_RECIPIENTS.getOrDefault(to, 0));
        require(code == 0 || code >= LATER, code, switch (code) {
            case 21211 -> "The 'To' number " + to + " is not a valid phone number.";
            case 21610 -> "Attempt to send to unsubscribed recipient";
            case 21614 -> "'To' number is not a valid mobile number";
            case 21408 -> "Permission to send an SMS has not been enabled for the region indicated by the 'To' number";
            default -> "The message cannot be sent to the 'To' number";
        });
    }

    private void sender(String from, String service) {
        require(!from.isBlank() || !service.isBlank(), 21603, "A 'From' phone number is required.");
        if (from.isBlank()) {
            require(service.equals(settings.messagingService()), 21701, "The Messaging Service does not exist");
            return;
        }
        int code = TEST_SENDERS.getOrDefault(from, 0);
        require(code == 0 || settings.numbers().contains(from), code, code == 21611
                ? "This 'From' number has exceeded the maximum number of queued messages"
                : "The 'From' number " + from + " is not a valid, message-capable number for this account");
        require(NUMBER.matcher(from).matches() || SHORT_CODE.matcher(from).matches(), 21212,
                "The 'From' number " + from + " is not a valid phone number.");
        require(settings.numbers().contains(from), 21606,
                "The 'From' phone number provided (" + from + ") is not a valid message-capable number for this account.");
    }

    private static void body(Map<String, String> given) {
        String body = given.getOrDefault("Body", "");
        require(!body.isEmpty() || given.containsKey("MediaUrl") || given.containsKey("ContentSid"), 21602,
                "Message body is required.");
        require(body.length() <= LONGEST, 21617, "The concatenated message body exceeds the 1600 character limit");
    }

    private static void callback(String address) {
        boolean usable;
        try {
            usable = address.isEmpty() || URI.create(address).getHost() != null && address.matches("https?://.+");
        } catch (IllegalArgumentException e) {
            usable = false;
        }
        require(usable, 21609, "The 'StatusCallback' URL " + address + " is not a valid URL.");
    }

    private static void require(boolean kept, int code, String message) {
        if (!kept) {
            throw Refusal.bad(code, message);
        }
    }
}
