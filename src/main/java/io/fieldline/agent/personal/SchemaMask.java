package io.fieldline.agent.personal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.Quoted;

/** Shows a client an answer by its schema, and the schema of what it is shown. */
public final class SchemaMask {

    private static final String PERSONAL = "x-personal";
    private static final Set<String> AS_THEY_ARE = Set.of("nextCursor");
    private static final Set<String> OF_VALUES = Set.of("format", "pattern", "minLength", "maxLength", "enum", "const",
            "minimum", "maximum");

    private final PersonalView view;
    private final JsonNode root;

    public SchemaMask(PersonalView view, JsonNode schema) {
        this.view = view;
        this.root = schema;
    }

    /** Looked through twice: what is personal at its end may be quoted at its beginning. */
    public ObjectNode answer(ObjectNode answer) {
        shown(answer, root);
        return (ObjectNode) shown(answer, root).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private Optional<JsonNode> shown(JsonNode value, JsonNode schema) {
        JsonNode described = resolved(schema);
        if (described.has(PERSONAL)) {
            return view.value(described.get(PERSONAL).asText(), value);
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object(object, described));
        }
        if (value instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> shown(item, described.path("items")).ifPresent(items::add));
            return Optional.of(items);
        }
        return Optional.of(view.plain(value));
    }

    private ObjectNode object(ObjectNode object, JsonNode schema) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(field -> {
            JsonNode property = property(schema, field.getKey());
            Optional<JsonNode> one = field.getValue().isTextual() && AS_THEY_ARE.contains(field.getKey())
                    ? Optional.of(field.getValue())
                    : field.getValue().isTextual() && field.getKey().equals(Quoted.FIELD)
                            ? Optional.of(TextNode.valueOf(view.written(field.getValue().textValue())))
                            : kind(property, field.getKey()).map(kind -> view.value(kind, field.getValue()))
                                    .orElseGet(() -> shown(field.getValue(), property));
            one.ifPresent(value -> shown.set(field.getKey(), value));
        });
        return shown;
    }

    /** What the schema says; else what the name says of a single value. */
    private Optional<String> kind(JsonNode property, String name) {
        JsonNode said = resolved(property).path(PERSONAL);
        boolean structured = resolved(property).has("properties") || resolved(property).has("items");
        return said.isTextual() ? Optional.of(said.asText()) : structured ? Optional.empty() : PersonalKinds.ofField(name);
    }

    private JsonNode property(JsonNode schema, String name) {
        for (String all : new String[]{"allOf", "anyOf", "oneOf" }) {
            for (JsonNode one : schema.path(all)) {
                JsonNode found = property(resolved(one), name);
                if (!found.isMissingNode()) {
                    return found;
                }
            }
        }
        JsonNode own = schema.path("properties").path(name);
        return own.isMissingNode() ? schema.path("additionalProperties") : own;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    /** The schema without properties that the client does not see, and without rules that a masked value breaks. */
    public ObjectNode schema() {
        return (ObjectNode) shownSchema(root.deepCopy());
    }

    private JsonNode shownSchema(JsonNode schema) {
        if (schema instanceof ArrayNode several) {
            several.forEach(this::shownSchema);
        }
        if (schema instanceof ObjectNode object) {
            if (object.path("properties") instanceof ObjectNode properties) {
                properties.properties().stream()
                        .filter(property -> treatment(property.getKey(), property.getValue()) == Treatment.HIDDEN)
                        .map(Map.Entry::getKey).toList().forEach(name -> {
                            properties.remove(name);
                            removeText(object.path("required"), name);
                        });
                properties.properties().stream()
                        .filter(property -> treatment(property.getKey(), property.getValue()) != Treatment.CLEAR)
                        .forEach(property -> anyText(property.getValue()));
            }
            object.forEach(this::shownSchema);
        }
        return schema;
    }

    private Treatment treatment(String name, JsonNode property) {
        return kind(property, name).map(view::treatment).orElse(Treatment.CLEAR);
    }

    private static void removeText(JsonNode array, String text) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (array.get(i).asText().equals(text)) {
                ((ArrayNode) array).remove(i);
            }
        }
    }

    private static void anyText(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(OF_VALUES);
            String type = object.path("type").asText();
            if (type.equals("integer") || type.equals("number")) {
                object.put("type", "string");
            }
            object.forEach(SchemaMask::anyText);
        }
    }

    /** The kinds that a schema names, by the name of the property. */
    static Map<String, String> kinds(JsonNode schema) {
        Map<String, String> kinds = new TreeMap<>();
        collect(schema, kinds);
        return kinds;
    }

    private static void collect(JsonNode schema, Map<String, String> kinds) {
        schema.path("properties").fields().forEachRemaining(property -> {
            if (property.getValue().path(PERSONAL).isTextual()) {
                kinds.put(property.getKey(), property.getValue().path(PERSONAL).asText());
            }
        });
        schema.forEach(one -> collect(one, kinds));
    }
}
