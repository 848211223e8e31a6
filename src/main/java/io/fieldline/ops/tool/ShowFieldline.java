package io.fieldline.ops.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.ops.Operator;

/** Shows what Fieldline does for a tenant, and what of it waits for a person. */
final class ShowFieldline implements ReadingTool {

    private static final int USUAL = 20;

    /** @param fields that are shown of a row */
    private record Source(String verb, List<String> fields) {}

    private static final Map<String, Source> SOURCES = Map.of(
            "flows", new Source("tenants", List.of("flow", "every", "state", "message")),
            "runs", new Source("runs", List.of("flow", "stream", "kind", "startedAt", "endedAt", "read", "written", "skipped",
                    "parked", "rejected", "outcome", "message")),
            "dead_letters", new Source("dead-letters", List.of("id", "flow", "stream", "record", "reason", "parkedAt",
                    "attempts")),
            "conflicts", new Source("conflicts", List.of("id", "connection", "kind", "customer", "record", "message", "since")),
            "messages", new Source("messages", List.of("due", "flow", "event", "subject", "customer", "channel", "recipient",
                    "state", "reason")));

    private final Operator operator;

    ShowFieldline(Operator operator) {
        this.operator = operator;
    }

    // What a record was refused for may quote it.
    @Override
    public ToolDescription description() {
        return new ToolDescription("show_fieldline", "Show what Fieldline does",
                "Lists a tenant's flows and how they stand, their latest runs, records that were refused (dead letters), customers"
                        + " that a person has to decide about (conflicts), or messages to customers. Example: {show: \"runs\","
                        + " flow: \"warehouse-pipeline\"}.",
                OwnTools.PACK, OwnTools.schema("""
                        {"type": "object", "properties": {"tenant": {"type": "string"},
                          "show": {"type": "string", "enum": ["flows", "runs", "dead_letters", "conflicts", "messages"]},
                          "flow": {"type": "string", "description": "Only this flow's; conflicts have none"},
                          "limit": {"type": "integer", "minimum": 1, "maximum": 50}},
                         "required": ["tenant", "show"]}"""), OwnTools.schema("""
                        {"type": "object", "properties": {"total": {"type": "integer"},
                          "items": {"type": "array", "items": {"type": "object", "properties": {
                            "message": {"type": "string", "x-personal": "name"},
                            "reason": {"type": "string", "x-personal": "name"}}}},
                          "leftOut": {"type": "string"}}, "required": ["items"]}"""), new Hints(true, false, true, false));
    }

    @Override
    public ObjectNode read(ToolCall call) {
        Source source = SOURCES.get(call.arguments().path("show").asText());
        String flow = call.arguments().path("flow").asText();
        int limit = call.arguments().path("limit").asInt(USUAL);
        ObjectNode asked = OwnTools.object().put("tenant", call.tenant()).put("limit", limit + 1);
        if (!flow.isEmpty()) {
            asked.put("flow", flow);
        }
        ObjectNode found = operator.run(source.verb(), asked, line -> {
        });
        List<JsonNode> rows = new ArrayList<>();
        found.path("rows").forEach(rows::add);
        rows.removeIf(row -> !row.path("tenant").asText().equals(call.tenant())
                || !flow.isEmpty() && row.has("flow") && !row.path("flow").asText().equals(flow));
        ObjectNode answer = OwnTools.object();
        ArrayNode items = answer.putArray("items");
        rows.stream().limit(limit).forEach(row -> items.add(shown(row, source.fields())));
        if (rows.size() <= limit) {
            return answer.put("total", rows.size());
        }
        if (found.has("count")) {
            answer.put("total", found.path("count").longValue());
        }
        return answer.put("leftOut", "all but the first " + limit + "; limit, of at most 50, brings more");
    }

    private static ObjectNode shown(JsonNode row, List<String> fields) {
        ObjectNode shown = OwnTools.object();
        fields.stream().filter(field -> !row.path(field).isMissingNode() && !row.path(field).isNull()
                && !row.path(field).asText().isEmpty()).forEach(field -> shown.set(field, row.get(field)));
        return shown;
    }
}
