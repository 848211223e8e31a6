package io.fieldline.sandbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.sandbox.data.Table;
import io.fieldline.servicetitan.catalog.Match;

/** Customers, their locations, and the tags of both. */
final class CustomerChanges {

    private final Rows rows;

    CustomerChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("crm/customers create", (match, body) -> createCustomer(body));
        changes.put("crm/customers update", (match, body) -> update("crm/customers", match, body));
        changes.put("crm/locations update", (match, body) -> update("crm/locations", match, body));
        changes.put("crm/locations create", (match, body) -> {
            rows.named("crm/customers", body, "customerId");
            return createLocation(body, body.get("customerId").longValue());
        });
        for (String collection : List.of("crm/customers", "crm/locations")) {
            changes.put(collection + "/tags create", (match, body) -> tag(collection, match, true));
            changes.put(collection + "/tags delete", (match, body) -> tag(collection, match, false));
        }
        changes.put("crm/tags replace", (match, body) -> tagMany(body, true));
        changes.put("crm/tags delete", (match, body) -> tagMany(body, false));
    }

    private ObjectNode update(String collection, Match match, ObjectNode body) {
        notBlank(body);
        return rows.update(collection, Rows.id(match, 0), CustomFieldValues.named(rows, collection, body));
    }

    private static void notBlank(ObjectNode body) {
        if (body.has("name") && body.path("name").asText().isBlank()) {
            throw Rows.invalid("name", "The name field is required.");
        }
    }

    private ObjectNode createCustomer(ObjectNode body) {
        notBlank(body);
        if (body.path("locations").isEmpty()) {
            throw Rows.invalid("locations", "At least one location is required.");
        }
        ObjectNode fields = ExternalData.written(CustomFieldValues.named(rows, "crm/customers", body), Optional.empty())
                .deepCopy().put("createdById", Rows.OFFICE);
        fields.remove(List.of("locations", "contacts"));
        if (!fields.hasNonNull("type")) {
            fields.put("type", "Residential");
        }
        body.path("contacts").forEach(contact -> PartFields.added((ObjectNode) contact));
        body.get("locations").forEach(location -> checkLocation((ObjectNode) location));
        ObjectNode customer = rows.insert("crm/customers", fields).deepCopy();
        long id = customer.get("id").longValue();
        contacts(body, customer, "crm/customers/contacts", "customerId", id);
        body.get("locations").forEach(location -> customer.withArrayProperty("locations")
                .add(createLocation((ObjectNode) location.deepCopy(), id)));
        return customer;
    }

    private ObjectNode createLocation(ObjectNode body, long customerId) {
        checkLocation(body);
        ObjectNode fields = ExternalData.written(CustomFieldValues.named(rows, "crm/locations", body), Optional.empty())
                .deepCopy().put("customerId", customerId)
                .put("createdById", Rows.OFFICE).put("taxExempt", false);
        fields.remove("contacts");
        ObjectNode location = rows.insert("crm/locations", fields).deepCopy();
        contacts(body, location, "crm/locations/contacts", "locationId", location.get("id").longValue());
        return location;
    }

    /** Before anything is written: a customer without its location must not be left behind. */
    private void checkLocation(ObjectNode location) {
        notBlank(location);
        CustomFieldValues.named(rows, "crm/locations", location);
        location.path("contacts").forEach(contact -> PartFields.added((ObjectNode) contact));
    }

    private void contacts(ObjectNode body, ObjectNode owner, String collection, String field, long id) {
        body.path("contacts").forEach(contact -> owner.withArrayProperty("contacts")
                .add(rows.insert(collection, PartFields.added((ObjectNode) contact).put(field, id))));
    }

    private ObjectNode tag(String collection, Match match, boolean add) {
        long record = rows.row(collection, Rows.id(match, 0)).get("id").longValue();
        long tag = rows.row("settings/tag-types", Rows.id(match, 1)).get("id").longValue();
        ObjectNode row = retag(rows.table(collection), record, List.of(tag), add).deepCopy();
        return row.put(collection.endsWith("customers") ? "customerId" : "locationId", record);
    }

    private ObjectNode tagMany(ObjectNode body, boolean add) {
        rows.checkReferences(body);
        List<Long> tags = numbers(body.get("tagTypeIds"));
        Table customers = rows.table("crm/customers");
        List<Long> ids = numbers(body.get("customerIds"));
        ids.stream().filter(id -> customers.stored(id).isEmpty()).findFirst().ifPresent(id -> {
            throw Rows.invalid("customerIds", "There is no such record: " + id + ".");
        });
        ids.forEach(id -> retag(customers, id, tags, add));
        return Rows.NODES.objectNode();
    }

    private static ObjectNode retag(Table table, long id, List<Long> tags, boolean add) {
        Set<Long> kept = new LinkedHashSet<>(numbers(table.stored(id).orElseThrow().path("tagTypeIds")));
        boolean changed = add ? kept.addAll(tags) : kept.removeAll(tags);
        ObjectNode fields = Rows.NODES.objectNode();
        ArrayNode ids = fields.putArray("tagTypeIds");
        kept.forEach(ids::add);
        return changed ? table.update(id, fields).orElseThrow() : table.stored(id).orElseThrow();
    }

    static List<Long> numbers(JsonNode array) {
        return array != null && array.isArray() ? array.valueStream().map(JsonNode::longValue).toList() : List.of();
    }
}
