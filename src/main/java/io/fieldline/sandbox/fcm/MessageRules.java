package io.fieldline.sandbox.fcm;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What FCM refuses of a message, whichever device it is for. */
final class MessageRules {

    private static final int LARGEST = 4_096;
    private static final int LONGEST_COLLAPSE_ID = 64;
    private static final long LONGEST_TTL = 2_419_200;
    private static final Set<String> FIELDS = Set.of("name", "data", "notification", "android", "webpush", "apns",
            "fcm_options",
            "token", "topic", "condition");
    private static final Set<String> RESERVED = Set.of("from", "message_type");
    private static final Set<String> ANDROID = Set.of("collapse_key", "priority", "ttl", "restricted_package_name", "data",
            "notification", "fcm_options", "direct_boot_ok", "bandwidth_constrained_ok", "restricted_satellite_ok");

    private MessageRules() {}

    static void check(JsonNode body) {
        onlyKnown(body, Set.of("message", "validate_only"), "");
        JsonNode message = body.path("message");
        require(message.isObject(), "message", "Message cannot be empty.");
        onlyKnown(message, FIELDS, "message.");
        onlyKnown(message.path("android"), ANDROID, "message.android.");
        long targets = Set.of("token", "topic", "condition").stream().filter(message::has).count();
        require(targets == 1, "message", "Exactly one of token, topic or condition must be specified");
        message.path("data").properties().forEach(entry -> {
            require(entry.getValue().isTextual(), "message.data[0].value",
                    "Invalid value at 'message.data[0].value' (TYPE_STRING), " + entry.getValue());
            require(!RESERVED.contains(entry.getKey()) && !entry.getKey().matches("(google|gcm).*"), "message.data",
                    "Invalid data payload key: " + entry.getKey());
        });
        String ttl = message.path("android").path("ttl").asText("0s");
        require(ttl.matches("\\d{1,7}(\\.\\d{1,9})?s") && Double.parseDouble(ttl.replace("s", "")) <= LONGEST_TTL,
                "message.android.ttl", "Invalid TTL duration");
        require(message.path("apns").path("headers").path("apns-collapse-id").asText("").length() <= LONGEST_COLLAPSE_ID,
                "message.apns.headers", "apns-collapse-id exceeds 64 bytes");
        int size = (message.path("data").toString() + message.path("notification")).getBytes(StandardCharsets.UTF_8).length;
        require(size <= LARGEST, "message", "Message too big: payload exceeds 4096 bytes");
    }

    private static void onlyKnown(JsonNode object, Set<String> known, String place) {
        object.properties().forEach(field -> require(known.contains(field.getKey()), place + field.getKey(),
                "Invalid JSON payload received. Unknown name \"" + field.getKey() + "\": Cannot find field."));
    }

    private static void require(boolean kept, String field, String message) {
        if (!kept) {
            throw Refusal.invalid(field, message);
        }
    }
}
