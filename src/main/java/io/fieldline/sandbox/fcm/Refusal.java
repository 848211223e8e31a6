package io.fieldline.sandbox.fcm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** What FCM would not do: Google's status, and FCM's own code or the field that is wrong. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;
    private final String status;
    private final String errorCode;
    private final String field;

    private Refusal(int code, String status, String errorCode, String field, String message) {
        super(message);
        this.code = code;
        this.status = status;
        this.errorCode = errorCode;
        this.field = field;
    }

    static Refusal of(int code, String status, String errorCode, String message) {
        return new Refusal(code, status, errorCode, "", message);
    }

    static Refusal invalid(String field, String message) {
        return new Refusal(400, "INVALID_ARGUMENT", "", field, message);
    }

    static Refusal quota() {
        return of(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "Quota exceeded for quota metric 'Messages sent'");
    }

    Reply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage()).put("status", status);
        if (!errorCode.isEmpty()) {
            error.putArray("details").addObject().put("@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError")
                    .put("errorCode", errorCode);
        }
        if (!field.isEmpty()) {
            error.putArray("details").addObject().put("@type", "type.googleapis.com/google.rpc.BadRequest")
                    .putArray("fieldViolations").addObject().put("field", field).put("description", getMessage());
        }
        Reply reply = Reply.json(code, body);
        return code == 429 || code == 503 ? reply.withHeader("Retry-After", code == 429 ? "60" : "5") : reply;
    }
}
