package io.fieldline.agent.personal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a tool's schema says of personal data. */
public final class PersonalSchema {

    private static final String PERSONAL = "x-personal";
    private static final String LOOKUP = "x-lookup";
    private static final Set<String> OF_VALUES = Set.of("format", "pattern", "minLength", "maxLength", "enum", "const",
            "minimum", "maximum", "required");

    private final JsonNode root;

    public PersonalSchema(JsonNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    /** The kind that a schema names itself. */
    Optional<String> kind(JsonNode schema) {
        JsonNode said = resolved(schema).path(PERSONAL);
        return said.isTextual() ? Optional.of(said.asText()) : Optional.empty();
    }

    /** Whether somebody is looked for by it, and nothing is written. */
    public boolean lookup(JsonNode schema) {
        return resolved(schema).path(LOOKUP).asBoolean();
    }

    /** What the property's schema says; else what its name says of a single value. */
    public Optional<String> kind(JsonNode property, String name) {
        JsonNode schema = resolved(property);
        boolean structured = schema.has("properties") || schema.has("items");
        return kind(property).or(() -> structured ? Optional.empty() : PersonalKinds.ofField(name));
    }

    /** Missing where there is none. */
    JsonNode property(JsonNode written, String name) {
        JsonNode schema = resolved(written);
        for (String all : new String[]{"allOf", "anyOf", "oneOf" }) {
            for (JsonNode one : schema.path(all)) {
                JsonNode found = property(one, name);
                if (!found.isMissingNode()) {
                    return found;
                }
            }
        }
        JsonNode own = schema.path("properties").path(name);
        return own.isMissingNode() ? schema.path("additionalProperties") : own;
    }

    JsonNode items(JsonNode schema) {
        return resolved(schema).path("items");
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    /** The kinds that a schema names, by the name of the property. */
    static Map<String, String> kinds(JsonNode schema) {
        Map<String, String> kinds = new TreeMap<>();
        collect(new PersonalSchema(schema), schema, kinds);
        return kinds;
    }

    private static void collect(PersonalSchema whole, JsonNode schema, Map<String, String> kinds) {
        schema.path("properties").fields().forEachRemaining(
                property -> whole.kind(property.getValue()).ifPresent(kind -> kinds.put(property.getKey(), kind)));
        schema.forEach(one -> collect(whole, one, kinds));
    }

    /** The schema without what only the door needs to know. */
    public static ObjectNode withoutLookups(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.findParents(LOOKUP).forEach(property -> ((ObjectNode) property).remove(LOOKUP));
        return copy;
    }

    /** A schema that fits what any client is shown: personal properties may be missing, and are of no shape. */
    public static ObjectNode loosened(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        loosen(new PersonalSchema(schema), copy);
        return copy;
    }

    private static void loosen(PersonalSchema whole, JsonNode schema) {
        schema.path("properties").fields().forEachRemaining(property -> {
            if (whole.kind(property.getValue(), property.getKey()).isPresent()) {
                removeText(schema.path("required"), property.getKey());
                anyText(property.getValue());
            }
        });
        if (schema.path(PERSONAL).isTextual()) {
            anyText(schema);
        }
        schema.forEach(one -> loosen(whole, one));
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
            object.forEach(PersonalSchema::anyText);
        }
    }
}
