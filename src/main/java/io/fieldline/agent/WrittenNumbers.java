package io.fieldline.agent;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.personal.PersonalSchema;

/**
 * Ids are numbers in one record and texts in another, and clients mix them up. A whole number where a tool wants a text that
 * may be an id is read as its digits, and digits where it wants a whole number as that number; everything else stays as it was given.
 */
final class WrittenNumbers {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final JsonNode root;
    private final PersonalSchema personal;

    private WrittenNumbers(JsonNode root) {
        this.root = root;
        this.personal = new PersonalSchema(root);
    }

    /** @return a copy */
    static ObjectNode asWanted(ObjectNode arguments, ObjectNode schema) {
        return new WrittenNumbers(schema).object(arguments, schema);
    }

    private ObjectNode object(ObjectNode value, JsonNode schema) {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        value.fields().forEachRemaining(field -> read.set(field.getKey(),
                value(field.getKey(), field.getValue(), schema.path("properties").path(field.getKey()))));
        return read;
    }

    private JsonNode value(String name, JsonNode value, JsonNode written) {
        String reference = written.path("$ref").asText();
        JsonNode schema = reference.startsWith("#/") ? root.at(reference.substring(1)) : written;
        if (value instanceof ObjectNode object) {
            return object(object, schema);
        }
        if (value.isArray()) {
            ArrayNode read = JsonNodeFactory.instance.arrayNode();
            value.forEach(entry -> read.add(value(name, entry, schema.path("items"))));
            return read;
        }
        String type = schema.path("type").asText();
        if (value.isIntegralNumber() && type.equals("string") && mayBeAnId(name, schema)) {
            return JsonNodeFactory.instance.textNode(value.asText());
        }
        return value.isTextual() && type.equals("integer") && DIGITS.matcher(value.textValue()).matches()
                ? number(Long.parseLong(value.textValue()))
                : value;
    }

    /** What is written of a person is no id: a postal code may have lost the zero that it began with. */
    private boolean mayBeAnId(String name, JsonNode schema) {
        return personal.lookup(schema) || personal.kind(schema, name).isEmpty();
    }

    /** As it would have been read from JSON. */
    private static JsonNode number(long number) {
        return number <= Integer.MAX_VALUE
                ? JsonNodeFactory.instance.numberNode((int) number)
                : JsonNodeFactory.instance.numberNode(number);
    }
}
