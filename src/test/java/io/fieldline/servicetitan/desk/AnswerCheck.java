package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Holds an answer against its schema: what the schema does not name could not be masked. */
final class AnswerCheck {

    private AnswerCheck() {}

    static List<String> wrong(JsonNode schema, JsonNode answer) {
        List<String> wrong = new ArrayList<>();
        check("", schema, answer, wrong);
        return wrong;
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> wrong) {
        String type = schema.path("type").asText();
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
        if (!fits) {
            wrong.add(path + " is no " + type);
        } else if (value.isArray()) {
            value.forEach(element -> check(path + "[]", schema.path("items"), element, wrong));
        } else if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(field -> {
                if (schema.path("properties").has(field.getKey())) {
                    check(path + "." + field.getKey(), schema.path("properties").path(field.getKey()), field.getValue(), wrong);
                } else {
                    wrong.add(path + "." + field.getKey() + " is not in the schema");
                }
            });
        }
    }

    /** Every text in the answer that is not marked as personal or quoted. */
    static List<String> open(JsonNode schema, JsonNode answer) {
        List<String> open = new ArrayList<>();
        collect(schema, answer, open);
        return open;
    }

    private static void collect(JsonNode schema, JsonNode value, List<String> open) {
        if (value.isTextual() && !schema.has("x-personal")) {
            open.add(value.asText());
        } else if (value.isArray()) {
            value.forEach(element -> collect(schema.path("items"), element, open));
        } else if (value.isObject() && !value.has("quoted")) {
            value.properties()
                    .forEach(field -> collect(schema.path("properties").path(field.getKey()), field.getValue(), open));
        }
    }
}
