package io.fieldline.sandbox.hubspot;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A property of an object, as the properties API tells it.
 *
 * @param type string, number, date, datetime, enumeration, bool or phone_number
 * @param fieldType how people enter it, such as text, textarea, select or checkbox
 * @param options the values of an enumeration
 * @param unique whether no two objects may hold the same value
 * @param readOnly whether HubSpot keeps the value itself
 */
record PropertyDefinition(String name, String label, String type, String fieldType, String groupName, List<String> options,
        boolean unique, boolean readOnly) {

    private static final List<String> TYPES = List.of("string", "number", "date", "datetime", "enumeration", "bool",
            "phone_number");

    static PropertyDefinition read(JsonNode body) {
        for (String field : List.of("name", "label", "type", "fieldType", "groupName")) {
            if (body.path(field).asText().isEmpty()) {
                throw Refusal.invalid("Invalid input JSON: Some required fields were not set: [" + field + "]");
            }
        }
        String name = body.get("name").asText();
        if (!name.matches("[a-z][a-z0-9_]{0,99}")) {
            throw Refusal.invalid("Property name '" + name + "' is not valid");
        }
        if (!TYPES.contains(body.get("type").asText())) {
            throw Refusal.invalid("Property type '" + body.get("type").asText() + "' is not one of " + TYPES);
        }
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.path("value").asText()));
        return new PropertyDefinition(name, body.get("label").asText(), body.get("type").asText(),
                body.get("fieldType").asText(), body.get("groupName").asText(), options,
                body.path("hasUniqueValue").asBoolean(), false);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name).put("label", label).put("type", type)
                .put("fieldType", fieldType).put("groupName", groupName).put("description", "").put("hidden", false)
                .put("hasUniqueValue", unique).put("calculated", false).put("externalOptions", false).put("archived", false);
        for (String option : options) {
            json.withArrayProperty("options").addObject().put("label", option).put("value", option).put("hidden", false);
        }
        json.putObject("modificationMetadata").put("archivable", !readOnly).put("readOnlyDefinition", readOnly)
                .put("readOnlyValue", readOnly);
        return json;
    }
}
