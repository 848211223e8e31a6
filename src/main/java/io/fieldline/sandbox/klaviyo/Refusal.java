package io.fieldline.sandbox.klaviyo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** What Klaviyo would not do, as a JSON:API error. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String pointer;

    Refusal(int status, String code, String detail, String pointer) {
        super(detail);
        this.status = status;
        this.code = code;
        this.pointer = pointer;
    }

    static Refusal invalid(String pointer, String detail) {
        return new Refusal(400, "invalid", detail, pointer);
    }

    Reply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putArray("errors").addObject().put("id", "sandbox-error").put("status", status)
                .put("code", code)
                .put("title", status == 400 ? "Invalid input." : code).put("detail", getMessage());
        error.putObject("source").put("pointer", pointer);
        return Reply.json(status, body).withContentType("application/vnd.api+json");
    }
}
