package io.fieldline.agent.personal;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.Quoted;

/** Shows a client an answer by its schema. */
public final class SchemaMask {

    private static final Set<String> AS_THEY_ARE = Set.of("nextCursor");

    private final PersonalView view;
    private final PersonalSchema schema;

    public SchemaMask(PersonalView view, ObjectNode schema) {
        this.view = view;
        this.schema = new PersonalSchema(schema);
    }

    /** Looked through twice: what is personal at its end may be quoted at its beginning. */
    public ObjectNode answer(ObjectNode answer) {
        shown("", answer, schema.root());
        return (ObjectNode) shown("", answer, schema.root()).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private Optional<JsonNode> shown(String name, JsonNode value, JsonNode described) {
        Optional<String> kind = schema.kind(described);
        if (kind.isPresent()) {
            return view.value(kind.get(), value);
        }
        if (value instanceof ObjectNode object) {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(field -> property(field.getKey(), field.getValue(), described)
                    .ifPresent(one -> shown.set(field.getKey(), one)));
            return Optional.of(shown);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> shown(name, item, schema.items(described)).ifPresent(items::add));
            return Optional.of(items);
        }
        return Optional.of(view.plain(name, value));
    }

    private Optional<JsonNode> property(String name, JsonNode value, JsonNode described) {
        if (value.isTextual() && AS_THEY_ARE.contains(name)) {
            return Optional.of(value);
        }
        if (value.isTextual() && name.equals(Quoted.FIELD)) {
            return Optional.of(TextNode.valueOf(view.written(value.textValue())));
        }
        JsonNode property = schema.property(described, name);
        return schema.kind(property, name).map(kind -> view.value(kind, value)).orElseGet(() -> shown(name, value, property));
    }
}
