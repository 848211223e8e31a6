package io.fieldline.sandbox;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.Table;

/** Custom fields are written by the id of their type and read with its name too. */
final class CustomFieldValues {

    private static final String FIELD = "customFields";

    private CustomFieldValues() {}

    /** The body with names beside the ids; a type that is not there, or a value that it does not take, is refused. */
    static ObjectNode named(Rows rows, String collection, ObjectNode body) {
        if (!(body.get(FIELD) instanceof ArrayNode values)) {
            return body;
        }
        ObjectNode named = body.deepCopy();
        ArrayNode kept = named.putArray(FIELD);
        Table types = rows.table(collection + "/custom-fields");
        for (JsonNode value : values) {
            ObjectNode type = Optional.of(value.path("typeId")).flatMap(id -> types.row(id.longValue()))
                    .orElseThrow(() -> Rows.invalid(FIELD, "There is no custom field type " + value.path("typeId") + "."));
            check(type, value.path("value"));
            kept.addObject().put("typeId", type.get("id").longValue()).put("name", type.get("name").asText())
                    .set("value", value.path("value"));
        }
        return named;
    }

    private static void check(ObjectNode type, JsonNode value) {
        List<String> options = type.path("dataTypeOptions").valueStream().map(JsonNode::asText).toList();
        boolean fits = switch (type.path("dataType").asText()) {
            case "Numeric" -> value.asText().matches("-?\\d+(\\.\\d+)?");
            case "Dropdown" -> options.contains(value.asText());
            default -> true;
        };
        if (!value.isNull() && !fits) {
            throw Rows.invalid(FIELD, "The value '" + value.asText() + "' is not valid for the custom field "
                    + type.get("name").asText() + ".");
        }
    }
}
