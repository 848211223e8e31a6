package io.fieldline.destination.salesforce;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Values as Salesforce writes them and as mappings know them: several choices are a list, not a text with semicolons. */
final class FieldValues {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");
    private static final JsonMapper JSON = new JsonMapper();

    private FieldValues() {}

    static Instant time(JsonNode stamp) {
        return OffsetDateTime.parse(stamp.asText(), TIME).toInstant();
    }

    static Object read(JsonNode value, boolean several) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (several) {
            return List.copyOf(Arrays.asList(value.asText().split(";")));
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? (Object) value.longValue() : value.decimalValue();
        }
        return value.asText();
    }

    /** @param truth whether the field is a checkbox, which Salesforce has no third state for */
    static JsonNode written(Object value, boolean truth) {
        if (value == null) {
            return truth ? JsonNodeFactory.instance.booleanNode(false) : JsonNodeFactory.instance.nullNode();
        }
        if (value instanceof List<?> several) {
            return JsonNodeFactory.instance.textNode(several.stream().map(String::valueOf).collect(Collectors.joining(";")));
        }
        return JSON.valueToTree(value);
    }
}
