package io.fieldline.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * A row of a field mapping and an edit of its field on either side.
 *
 * @param name the CRM's field, or several joined with <code>+</code>
 * @param change somebody's edit of a customer in ServiceTitan
 * @param shown what the CRM has to show then, by its own names of the fields
 * @param edit somebody's edit in the CRM
 * @param held what ServiceTitan holds of the field
 * @param heldThen what it has to hold after the edit in the CRM; null where that edit is put right
 */
record MappedField(String name, BiConsumer<Office, String> change, Map<String, Object> shown, Map<String, Object> edit,
        BiFunction<Office, String, Object> held, Object heldThen) {

    @Override
    public String toString() {
        return name;
    }

    /** The rows of a shipped mapping whose fields are of one of the objects. */
    static List<String> shipped(String mapping, String... objects) {
        try (InputStream document = MappedField.class.getResourceAsStream("/field-mappings/" + mapping + ".yaml")) {
            List<String> names = new ArrayList<>();
            new YAMLMapper().readTree(document).path("fields").forEach(row -> {
                List<String> fields = row.path("crm").isArray()
                        ? row.path("crm").valueStream().map(JsonNode::asText).toList()
                        : List.of(row.path("crm").asText());
                if (List.of(objects).contains(fields.get(0).replaceFirst("\\..*", ""))) {
                    names.add(String.join("+", fields));
                }
            });
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field that ServiceTitan owns. */
    static MappedField owned(String name, Map<String, ?> change, Map<String, Object> shown, Map<String, Object> edit) {
        return new MappedField(name, (office, customer) -> office.edits(customer, change), shown, edit,
                (office, customer) -> null, null);
    }

    static MappedField text(String name, String field, String crm, String change, String edit) {
        return new MappedField(name, (office, customer) -> office.edits(customer, Map.of(field, change)), Map.of(crm, change),
                Map.of(crm, edit), (office, customer) -> office.customer(customer).path(field).asText(), edit);
    }

    static MappedField address(String name, String part, String crm, String change, String edit) {
        return new MappedField(name, (office, customer) -> office.editsAddress(customer, Map.of(part, change)),
                Map.of(crm, change), Map.of(crm, edit),
                (office, customer) -> office.customer(customer).path("address").path(part).asText(), edit);
    }

    /** @param change as ServiceTitan and the CRM write it */
    static MappedField contact(String name, String type, String crm, String change, String edit) {
        return new MappedField(name,
                (office, customer) -> office.editsContact(office.contacts(customer, type).get(0).path("id").asText(),
                        Map.of("value", change)),
                Map.of(crm, change), Map.of(crm, edit), (office, customer) -> String.join(",", office.values(customer, type)),
                edit);
    }

    /** A consent that each side can only withdraw. */
    static MappedField consent(String name, String field, String crm, Object yes) {
        return new MappedField(name, (office, customer) -> office.edits(customer, Map.of(field, true)), Map.of(crm, yes),
                Map.of(crm, yes), (office, customer) -> office.customer(customer).path(field).asText(), "true");
    }
}
