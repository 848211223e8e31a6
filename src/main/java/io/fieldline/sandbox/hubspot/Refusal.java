package io.fieldline.sandbox.hubspot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** What HubSpot would not do, in its own words. */
final class Refusal extends RuntimeException {

    /** One property's part in it. */
    record Problem(String property, String code, String message) {}

    private final int status;
    private final String category;
    private final transient List<Problem> problems;
    private final transient Map<String, List<String>> context;

    Refusal(int status, String category, String message, List<Problem> problems, Map<String, List<String>> context) {
        super(message);
        this.status = status;
        this.category = category;
        this.problems = problems;
        this.context = context;
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "VALIDATION_ERROR", message, List.of(), Map.of());
    }

    static Refusal invalid(List<Problem> problems) {
        StringBuilder message = new StringBuilder("Property values were not valid: [");
        problems.forEach(problem -> message.append(message.charAt(message.length() - 1) == '[' ? "" : ",")
                .append("{\"isValid\":false,\"message\":\"").append(problem.message().replace("\"", "\\\""))
                .append("\",\"error\":\"").append(problem.code()).append("\",\"name\":\"").append(problem.property())
                .append("\"}"));
        return new Refusal(400, "VALIDATION_ERROR", message.append("]").toString(), problems, Map.of());
    }

    static Refusal conflict(String message) {
        return new Refusal(409, "CONFLICT", message, List.of(), Map.of());
    }

    static Refusal notFound() {
        return new Refusal(404, "OBJECT_NOT_FOUND", "resource not found", List.of(), Map.of());
    }

    static Refusal notFound(ObjectKind kind, List<String> ids) {
        return new Refusal(404, "OBJECT_NOT_FOUND", "Could not get some " + kind.name()
                + " objects, they may be deleted or not exist. Check that ids are valid.", List.of(), Map.of("ids", ids));
    }

    int status() {
        return status;
    }

    Reply reply() {
        return Reply.json(status, body());
    }

    /** As one of the errors of a batch, which names the input by its trace id. */
    ObjectNode ofInput(String traceId) {
        ObjectNode body = body();
        body.withObject("/context").putArray("objectWriteTraceId").add(traceId);
        return body;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "error").put("message", getMessage())
                .put("correlationId", UUID.nameUUIDFromBytes(getMessage().getBytes(StandardCharsets.UTF_8)).toString())
                .put("category", category);
        problems.forEach(problem -> {
            ObjectNode error = body.withArrayProperty("errors").addObject().put("message", problem.message())
                    .put("code", problem.code());
            error.putObject("context").putArray("propertyName").add(problem.property());
        });
        context.forEach((name, values) -> values.forEach(body.withObject("/context").withArrayProperty(name)::add));
        return body;
    }
}
