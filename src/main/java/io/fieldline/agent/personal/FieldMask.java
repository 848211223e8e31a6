package io.fieldline.agent.personal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.ToolDescription;

/** Shows a client what has no schema, by the names of its fields: requests, changes, arguments, details of a refusal. */
public final class FieldMask {

    private final PersonalView view;
    private final Map<String, String> named;

    /** @param tool whose schemas say what its fields hold */
    public FieldMask(PersonalView view, ToolDescription tool) {
        this(view, kinds(tool));
    }

    private FieldMask(PersonalView view, Map<String, String> named) {
        this.view = view;
        this.named = named;
    }

    /** For a call of a tool that there is not. */
    public static FieldMask ofNoTool(PersonalView view) {
        return new FieldMask(view, Map.of());
    }

    private static Map<String, String> kinds(ToolDescription tool) {
        Map<String, String> kinds = new TreeMap<>(PersonalSchema.kinds(tool.output()));
        kinds.putAll(PersonalSchema.kinds(tool.input()));
        return kinds;
    }

    /** A name among the details of a refusal is taken for a person's. */
    public ObjectNode details(ObjectNode details) {
        return object(details, "", "crm/customers");
    }

    /** Those of a call of any operation hold what its resource does. */
    public ObjectNode arguments(ObjectNode arguments) {
        return object(arguments, "", PersonalKinds.resource(arguments));
    }

    public ObjectNode request(PlannedRequest request) {
        ObjectNode shown = ProposalJson.of(request);
        shown.set("body", request.body() == null ? null : object(request.body(), "", request.resource()));
        shown.set("query", object((ObjectNode) shown.get("query"), "", request.resource()));
        return shown;
    }

    /** @return without the version, which is of no use to anybody but Fieldline */
    public ObjectNode change(RecordChange change) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("record", change.record().toString());
        ArrayNode fields = shown.putArray("fields");
        change.fields().forEach(field -> {
            ObjectNode one = JsonNodeFactory.instance.objectNode().put("field", field.field());
            String resource = change.record().resource();
            shown(field.before(), field.field(), resource).ifPresent(before -> one.set("before", before));
            shown(field.after(), field.field(), resource).ifPresent(after -> one.set("after", after));
            fields.add(one.size() == 1 ? one.put("hidden", true) : one);
        });
        return shown;
    }

    private ObjectNode object(ObjectNode object, String path, String resource) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(field -> {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            shown(field.getValue(), name, resource).ifPresent(one -> shown.set(field.getKey(), one));
        });
        return shown;
    }

    private Optional<JsonNode> shown(JsonNode value, String path, String resource) {
        if (value == null || value.isNull()) {
            return Optional.of(JsonNodeFactory.instance.nullNode());
        }
        Optional<String> kind = Optional.ofNullable(named.get(path.substring(path.lastIndexOf('.') + 1)))
                .or(() -> PersonalKinds.ofField(path, resource, value.asText()));
        if (kind.isPresent()) {
            return view.value(kind.get(), value);
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object(object, path, resource));
        }
        if (value instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> shown(item, path, resource).ifPresent(items::add));
            return Optional.of(items);
        }
        return Optional.of(value.isTextual() ? TextNode.valueOf(view.written(value.textValue())) : value);
    }
}
