package io.fieldline.sandbox.klaviyo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** What Klaviyo refuses of an event. */
final class EventRules {

    private static final Set<String> ATTRIBUTES = Set.of("properties", "time", "value", "value_currency", "unique_id", "metric",
            "profile");
    private static final Set<String> PROFILE = Set.of("email", "phone_number", "external_id", "anonymous_id", "_kx",
            "first_name",
            "last_name", "organization", "locale", "title", "image", "location", "properties", "meta");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final long YEAR = 366L * 24 * 3600;
    private static final int MOST_PROPERTIES = 300;
    private static final String AT = "/data/attributes";

    private EventRules() {}

    /** @return the event, when it is one that Klaviyo records */
    static RecordedEvent check(JsonNode body, Instant now) {
        require(body.path("data").path("type").asText().equals("event"), "/data/type", "type must be event");
        JsonNode event = body.path("data").path("attributes");
        event.properties().forEach(field -> require(ATTRIBUTES.contains(field.getKey()), AT + "/" + field.getKey(),
                field.getKey() + " is not a valid field for the resource event"));
        require(event.path("properties").isObject(), AT + "/properties", "properties is a required field");
        require(event.path("properties").size() <= MOST_PROPERTIES, AT + "/properties", "An event has at most 300 properties");
        time(event.path("time").asText(""), now);
        require(!event.has("value") || event.path("value").isNumber(), AT + "/value", "value must be a number");
        JsonNode metric = event.path("metric").path("data");
        String name = metric.path("attributes").path("name").asText("");
        require(metric.path("type").asText().equals("metric") && !name.isBlank() && name.length() <= 128,
                AT + "/metric/data/attributes/name", "A metric has a name of at most 128 characters");
        return new RecordedEvent(profile(event.path("profile").path("data")), name, event.path("unique_id").asText(""), event);
    }

    private static void time(String time, Instant now) {
        if (time.isEmpty()) {
            return;
        }
        try {
            Instant at = OffsetDateTime.parse(time).toInstant();
            require(!at.isBefore(EARLIEST) && at.isBefore(now.plusSeconds(YEAR)), AT + "/time",
                    "time must be between 2000 and a year from now");
        } catch (DateTimeException e) {
            throw Refusal.invalid(AT + "/time", "time must be an ISO 8601 date and time with its offset");
        }
    }

    private static String profile(JsonNode profile) {
        String at = AT + "/profile/data";
        require(profile.path("type").asText().equals("profile"), at + "/type", "type must be profile");
        JsonNode attributes = profile.path("attributes");
        attributes.properties().forEach(field -> require(PROFILE.contains(field.getKey()), at + "/attributes/" + field.getKey(),
                field.getKey() + " is not a valid field for the resource profile"));
        String email = attributes.path("email").asText("");
        String number = attributes.path("phone_number").asText("");
        String id = profile.path("id").asText("");
        require(email.isEmpty() || EMAIL.matcher(email).matches(), at + "/attributes/email", "Invalid email address");
        require(number.isEmpty() || NUMBER.matcher(number).matches(), at + "/attributes/phone_number",
                "Invalid phone number format (Example of a valid format: +12345678901)");
        require(!email.isEmpty() || !number.isEmpty() || !id.isEmpty(), AT + "/profile",
                "One of profile identifiers (id, email, phone_number, external_id) is required");
        return email.isEmpty() ? number.isEmpty() ? id : number : email;
    }

    private static void require(boolean kept, String pointer, String detail) {
        if (!kept) {
            throw Refusal.invalid(pointer, detail);
        }
    }
}
