package io.fieldline.sandbox.sendgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** What SendGrid would not do. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;

    /** @param field null where the refusal is about no field */
    Refusal(int status, String field, String message) {
        super(message);
        this.status = status;
        this.field = field;
    }

    static Refusal of(String field, String message) {
        return new Refusal(400, field, message);
    }

    Reply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("message", getMessage()).put("field", field).putNull("help");
        return Reply.json(status, body);
    }
}
