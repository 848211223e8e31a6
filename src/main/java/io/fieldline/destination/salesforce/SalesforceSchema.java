package io.fieldline.destination.salesforce;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideField;

/** The org's objects as its describe call tells them, asked once and again after {@link #forget()}. */
final class SalesforceSchema {

    static final String ACCOUNT = "Account";
    static final String CONTACT = "Contact";
    static final String TASK = "Task";
    static final String IS_PERSON = "IsPersonAccount";

    private final SalesforceApi api;
    private final boolean personAccounts;
    private final Map<String, Map<String, JsonNode>> objects = new ConcurrentHashMap<>();

    SalesforceSchema(SalesforceApi api, boolean personAccounts) {
        this.api = api;
        this.personAccounts = personAccounts;
    }

    void forget() {
        objects.clear();
    }

    Optional<JsonNode> field(String object, String name) {
        return Optional.ofNullable(fields(object).get(name));
    }

    /** Whether residential customers are Person Accounts, and the org has them. */
    boolean hasPersons() {
        return personAccounts && field(ACCOUNT, IS_PERSON).isPresent();
    }

    boolean is(String object, String name, String type) {
        return field(object, name).filter(field -> field.path("type").asText().equals(type)).isPresent();
    }

    /** What can be selected: an address or a location is selected by its parts. */
    Set<String> readable(String object) {
        Set<String> names = new LinkedHashSet<>();
        fields(object).forEach((name, field) -> {
            if (!Set.of("address", "location", "base64").contains(field.path("type").asText())) {
                names.add(name);
            }
        });
        return names;
    }

    Map<String, SideField> described() {
        Map<String, SideField> all = new LinkedHashMap<>();
        for (String object : List.of(ACCOUNT, CONTACT, TASK)) {
            // Where accounts are not to become persons, nobody may ask for it.
            fields(object).values().stream().filter(field -> personAccounts || !field.path("name").asText().equals(IS_PERSON))
                    .map(field -> described(object, field))
                    .forEach(field -> all.put(field.name(), field));
        }
        return all;
    }

    private SideField described(String object, JsonNode field) {
        String name = field.path("name").asText();
        boolean writable = field.path("updateable").asBoolean() || name.equals(IS_PERSON);
        boolean required = field.path("createable").asBoolean() && !field.path("nillable").asBoolean()
                && !field.path("defaultedOnCreate").asBoolean();
        Set<String> choices = new LinkedHashSet<>();
        if (field.path("restrictedPicklist").asBoolean()) {
            field.path("picklistValues").forEach(choice -> {
                if (choice.path("active").asBoolean()) {
                    choices.add(choice.path("value").asText());
                }
            });
        }
        return new SideField(object + "." + name, field.path("label").asText(), type(field), writable, required,
                field.path("length").asInt(), choices);
    }

    private static SideField.Type type(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "string", "url", "encryptedstring", "combobox" -> SideField.Type.TEXT;
            case "textarea" -> SideField.Type.LONG_TEXT;
            case "email" -> SideField.Type.EMAIL;
            case "phone" -> SideField.Type.PHONE;
            case "int", "long" -> SideField.Type.INTEGER;
            case "double", "currency", "percent" -> SideField.Type.DECIMAL;
            case "boolean" -> SideField.Type.BOOLEAN;
            case "date" -> SideField.Type.DATE;
            case "datetime" -> SideField.Type.DATE_TIME;
            case "picklist" -> SideField.Type.CHOICE;
            case "multipicklist" -> SideField.Type.CHOICES;
            case "reference", "id" -> SideField.Type.REFERENCE;
            default -> SideField.Type.OTHER;
        };
    }

    private Map<String, JsonNode> fields(String object) {
        Map<String, JsonNode> known = objects.get(object);
        return known == null ? asked(object) : known;
    }

    private Map<String, JsonNode> asked(String object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        api.get("sobjects/" + object + "/describe").path("fields")
                .forEach(field -> fields.put(field.path("name").asText(), field));
        objects.put(object, fields);
        return fields;
    }
}
