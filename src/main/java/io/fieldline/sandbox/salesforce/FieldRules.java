package io.fieldline.sandbox.salesforce;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** What Salesforce takes as values, and how it keeps them: an empty text is no value. */
final class FieldRules {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;.]{2,}");

    private final ObjectType type;

    FieldRules(ObjectType type) {
        this.type = type;
    }

    /** The values as they are kept, by the fields' own names. */
    Map<String, JsonNode> checked(Map<String, JsonNode> values) {
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            FieldDefinition field = type.known(name);
            if (field.is(Trait.READ_ONLY)) {
                throw new ApiError(400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                        "Unable to create/update fields: " + field.name()
                                + ". Please check the security settings of this field and verify that it is read/write for"
                                + " your profile or permission set.",
                        field.name());
            }
            kept.put(field.name(), empty(value) ? nothing(field) : checked(field, value));
        });
        return kept;
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || value.isTextual() && value.asText().isBlank();
    }

    private static JsonNode nothing(FieldDefinition field) {
        if (field.is(Trait.REQUIRED)) {
            throw required(field.name());
        }
        if (field.type().equals("boolean")) {
            throw new ApiError(400, "INVALID_TYPE_ON_FIELD_IN_RECORD", field.name() + ": value not of required type: null",
                    field.name());
        }
        return JsonNodeFactory.instance.nullNode();
    }

    static ApiError required(String field) {
        return new ApiError(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + field + "]", field);
    }

    private static JsonNode checked(FieldDefinition field, JsonNode value) {
        return switch (field.type()) {
            case "boolean" -> matching(field, value, value.isBoolean());
            case "int", "double", "currency", "percent" -> matching(field, value, value.isNumber());
            case "date" -> matching(field, value, date(value.asText()));
            default -> text(field, matching(field, value, value.isValueNode()));
        };
    }

    private static JsonNode matching(FieldDefinition field, JsonNode value, boolean fits) {
        if (!fits) {
            throw new ApiError(400, "JSON_PARSER_ERROR",
                    "Cannot deserialize instance of " + field.type() + " from " + value.getNodeType() + " value "
                            + value.asText() + " or request may be missing a required field",
                    field.name());
        }
        return value;
    }

    private static boolean date(String text) {
        try {
            return !LocalDate.parse(text).toString().isEmpty();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static JsonNode text(FieldDefinition field, JsonNode value) {
        String text = value.asText().strip();
        if (field.length() > 0 && text.length() > field.length()) {
            throw new ApiError(400, "STRING_TOO_LONG", field.name() + ": data value too large: " + text + " (max length="
                    + field.length() + ")", field.name());
        }
        if (field.type().equals("email") && !EMAIL.matcher(text).matches()) {
            throw new ApiError(400, "INVALID_EMAIL_ADDRESS", field.name() + ": invalid email address: " + text, field.name());
        }
        boolean several = field.type().equals("multipicklist");
        for (String choice : field.is(Trait.RESTRICTED) ? text.split(several ? ";" : "$^") : new String[0]) {
            if (!field.choices().contains(choice)) {
                throw new ApiError(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                        field.name() + ": bad value for restricted picklist field: " + choice, field.name());
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
