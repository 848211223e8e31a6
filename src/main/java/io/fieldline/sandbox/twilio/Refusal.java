package io.fieldline.sandbox.twilio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.sandbox.http.Reply;

/** What Twilio would not do, by its own code. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal bad(int code, String message) {
        return new Refusal(400, code, message);
    }

    static Refusal busy() {
        return new Refusal(429, 20429, "Too Many Requests");
    }

    Reply reply() {
        Reply reply = Reply.json(status, JsonNodeFactory.instance.objectNode().put("code", code).put("message", getMessage())
                .put("more_info", "https://www.twilio.com/docs/errors/" + code).put("status", status));
        return status == 429 ? reply.withHeader("Retry-After", "1") : reply;
    }
}
