package io.fieldline.destination.klaviyo;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.outreach.OutgoingMessage;

/** A message as <code>POST /api/events</code> takes it. */
final class EventBody {

    /** The property that is the event's value in money, when it is a number. */
    private static final String VALUE = "value";
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private EventBody() {}

    static String of(OutgoingMessage message) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode data = body.putObject("data").put("type", "event");
        ObjectNode event = data.putObject("attributes");
        Map<String, Object> given = message.properties();
        ObjectNode properties = event.putObject("properties");
        given.forEach((name, value) -> properties.set(name, JSON.valueToTree(value)));
        if (!message.body().isBlank()) {
            properties.put("message", message.body());
        }
        event.put("time", message.decidedAt().toString()).put("unique_id", message.token());
        if (given.get(VALUE) instanceof Number number) {
            event.put("value", new BigDecimal(number.toString()));
        }
        event.putObject("metric").putObject("data").put("type", "metric").putObject("attributes").put("name",
                message.event());
        profile(event.putObject("profile").putObject("data").put("type", "profile"), message);
        return body.toString();
    }

    /** By e-mail, by number, or by Klaviyo's own id. */
    private static void profile(ObjectNode profile, OutgoingMessage message) {
        String recipient = message.recipient();
        if (recipient.contains("@")) {
            profile.putObject("attributes").put("email", recipient);
        } else if (recipient.startsWith("+")) {
            profile.putObject("attributes").put("phone_number", recipient);
        } else {
            profile.put("id", recipient).putObject("attributes");
        }
    }
}
