package io.fieldline.mcp;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;

/** Answers and refusals as results of tools: structured, and the same as text for clients that read nothing else. */
final class ToolAnswers {

    private static final List<String> REFUSAL = List.of("code", "message", "details");

    private ToolAnswers() {}

    static ToolResponse answer(ObjectNode answer) {
        return response(false, answer);
    }

    static ToolResponse refusal(RefusedCallException refusal) {
        return error(refusal.code(), refusal.getMessage(), refusal.details());
    }

    /** @param reference under which the log says what happened */
    static ToolResponse failure(String reference) {
        return error("unexpected", "Fieldline failed unexpectedly; its log says why, under " + reference + ".",
                JsonNodeFactory.instance.objectNode().put("reference", reference));
    }

    private static ToolResponse error(String code, String message, ObjectNode details) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
        error.set("details", details);
        return response(true, error);
    }

    private static ToolResponse response(boolean error, ObjectNode content) {
        return new ToolResponse(error, List.of(new TextContent(content.toString())), content, Map.of());
    }

    /**
     * The schema of everything that a tool may answer. Clients hold refusals against it too, so that it allows them beside what
     * the tool answers when it does what it was asked.
     */
    static ObjectNode schema(ObjectNode output) {
        ObjectNode either = output.deepCopy();
        JsonNode required = either.remove("required");
        // It would refuse the fields of a refusal.
        either.remove("additionalProperties");
        ArrayNode alternatives = either.putArray("anyOf");
        if (required != null && !required.isEmpty()) {
            alternatives.addObject().set("required", required);
            REFUSAL.forEach(alternatives.addObject().putArray("required")::add);
        } else {
            either.remove("anyOf");
        }
        return either;
    }
}
