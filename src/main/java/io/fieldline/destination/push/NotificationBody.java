package io.fieldline.destination.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.outreach.OutgoingMessage;

/**
 * A message as <code>projects.messages.send</code> takes it. FCM knows no key that would keep a message from being sent twice;
 * on the device the second one with our token takes the place of the first.
 */
final class NotificationBody {

    static final String TOKEN = "fieldline_token";

    private NotificationBody() {}

    static ObjectNode of(OutgoingMessage message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode push = body.putObject("message").put("token", message.recipient());
        ObjectNode notification = push.putObject("notification");
        message.subject().ifPresent(title -> notification.put("title", title));
        notification.put("body", message.body());
        ObjectNode data = push.putObject("data").put(TOKEN, message.token()).put("event", message.event());
        message.properties().forEach((name, value) -> data.put(name, String.valueOf(value)));
        push.putObject("android").put("collapse_key", message.token())
                .put("ttl", Math.max(0, message.validity().toSeconds()) + "s").putObject("notification")
                .put("tag", message.token());
        push.putObject("apns").putObject("headers").put("apns-collapse-id", message.token()).put("apns-expiration",
                Long.toString(message.decidedAt().plus(message.validity()).getEpochSecond()));
        push.putObject("webpush").putObject("headers").put("TTL",
                Long.toString(Math.max(0, message.validity().toSeconds())));
        return body;
    }
}
