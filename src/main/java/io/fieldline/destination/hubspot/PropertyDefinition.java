package io.fieldline.destination.hubspot;

import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/** A property as HubSpot's properties API tells it. */
record PropertyDefinition(String name, String label, String type, String fieldType, String groupName, boolean readOnly,
        boolean hidden, boolean unique, boolean external, Set<String> options) {

    private static final int LONGEST = 65_536;

    static PropertyDefinition of(JsonNode json) {
        Set<String> options = new LinkedHashSet<>();
        json.path("options").forEach(option -> options.add(option.path("value").asText()));
        return new PropertyDefinition(json.path("name").asText(), json.path("label").asText(), json.path("type").asText(),
                json.path("fieldType").asText(), json.path("groupName").asText(),
                json.path("modificationMetadata").path("readOnlyValue").asBoolean(), json.path("hidden").asBoolean(),
                json.path("hasUniqueValue").asBoolean(), json.path("externalOptions").asBoolean(), options);
    }

    Type kind() {
        return switch (type) {
            case "number" -> Type.DECIMAL;
            case "bool" -> Type.BOOLEAN;
            case "date" -> Type.DATE;
            case "datetime" -> Type.DATE_TIME;
            case "phone_number" -> Type.PHONE;
            case "enumeration" -> enumeration();
            case "string" -> text();
            default -> Type.OTHER;
        };
    }

    private Type enumeration() {
        if (external) {
            return Type.REFERENCE;
        }
        return switch (fieldType) {
            case "checkbox" -> Type.CHOICES;
            case "booleancheckbox" -> Type.BOOLEAN;
            default -> Type.CHOICE;
        };
    }

    private Type text() {
        if (name.equals("email")) {
            return Type.EMAIL;
        }
        return switch (fieldType) {
            case "textarea", "html" -> Type.LONG_TEXT;
            case "phonenumber" -> Type.PHONE;
            default -> Type.TEXT;
        };
    }

    SideField field(CrmObject object) {
        Type kind = kind();
        boolean choice = kind == Type.CHOICE || kind == Type.CHOICES;
        return new SideField(object.field(name), label, kind, !readOnly, false, type.equals("string") ? LONGEST : 0,
                choice ? options : Set.of());
    }
}
