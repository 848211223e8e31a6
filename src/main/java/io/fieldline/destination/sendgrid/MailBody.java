package io.fieldline.destination.sendgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.outreach.OutgoingMessage;

/** A message as <code>POST /v3/mail/send</code> takes it. */
final class MailBody {

    /** The custom argument that comes back with each event. */
    static final String TOKEN = "fieldline_token";

    private MailBody() {}

    static ObjectNode of(OutgoingMessage message, SendGridAccount account) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode personal = body.putArray("personalizations").addObject();
        ObjectNode to = personal.putArray("to").addObject().put("email", message.recipient());
        if (!message.recipientName().isBlank()) {
            to.put("name", message.recipientName());
        }
        personal.putObject("custom_args").put(TOKEN, message.token());
        ObjectNode from = body.putObject("from").put("email", account.from());
        account.fromName().ifPresent(name -> from.put("name", name));
        account.replyTo().ifPresent(address -> body.putObject("reply_to").put("email", address));
        body.put("subject", message.subject().orElse(""));
        // SendGrid wants the plain text first.
        body.putArray("content").addObject().put("type", "text/plain").put("value", message.body());
        message.html().ifPresent(html -> body.withArrayProperty("content").addObject().put("type", "text/html").put("value",
                html));
        ObjectNode headers = body.putObject("headers").put("Auto-Submitted", "auto-generated");
        message.unsubscribe().ifPresent(target -> headers.put("List-Unsubscribe", "<" + target.toASCIIString() + ">")
                .put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        return body;
    }
}
