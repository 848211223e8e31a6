package io.fieldline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Dispatching;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;

/** The writes that the sandbox has a model of, at one contractor. */
final class Changes {

    /** Does what was asked and gives the row to answer with. */
    interface Change {
        ObjectNode apply(Match match, ObjectNode body);
    }

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long OFFICE = 801;

    private final ContractorData data;
    private final Dispatching dispatching;
    private final Map<String, Change> changes = new HashMap<>();

    Changes(ContractorData data, Dispatching dispatching) {
        this.data = data;
        this.dispatching = dispatching;
        customers();
        locations();
        jobs();
        requests();
        estimates();
        for (String plain : List.of("jpm/job-types", "settings/tag-types")) {
            changes.put(plain + " create", (match, body) -> data.table(plain).insert(body));
            changes.put(plain + " update", (match, body) -> update(plain, match, body));
        }
        changes.put("memberships/memberships update", (match, body) -> update("memberships/memberships", match, body));
    }

    Optional<Change> of(Operation operation) {
        return Optional.ofNullable(changes.get(operation.toString()));
    }

    private void customers() {
        changes.put("crm/customers create", (match, body) -> createCustomer(body));
        changes.put("crm/customers update", (match, body) -> update("crm/customers", match, body));
        changes.put("crm/customers/tags create", (match, body) -> tag("crm/customers", match, true));
        changes.put("crm/customers/tags delete", (match, body) -> tag("crm/customers", match, false));
        changes.put("crm/tags replace", (match, body) -> tagMany(body, true));
        changes.put("crm/tags delete", (match, body) -> tagMany(body, false));
        parts("crm/customers/contacts", "crm/customers/contacts", "customerId", "crm/customers");
        parts("crm/customers/notes", "crm/customers/notes", "customerId", "crm/customers");
    }

    private void locations() {
        changes.put("crm/locations create", (match, body) -> {
            require("crm/customers", body, "customerId");
            return createLocation(body, body.get("customerId").longValue());
        });
        changes.put("crm/locations update", (match, body) -> update("crm/locations", match, body));
        changes.put("crm/locations/tags create", (match, body) -> tag("crm/locations", match, true));
        changes.put("crm/locations/tags delete", (match, body) -> tag("crm/locations", match, false));
        parts("crm/locations/contacts", "crm/locations/contacts", "locationId", "crm/locations");
        parts("crm/locations/notes", "crm/locations/notes", "locationId", "crm/locations");
    }

    private void jobs() {
        changes.put("jpm/jobs create", (match, body) -> createJob(body));
        changes.put("jpm/jobs update", (match, body) -> {
            ObjectNode job = update("jpm/jobs", match, body);
            dispatching.tell("tn.jpm.job-updated", "job", job);
            return job;
        });
        changes.put("jpm/jobs cancel", (match, body) -> {
            require("jpm/job-cancel-reasons", body, "reasonId");
            long job = Reads.existing(data.table("jpm/jobs"), Reads.id(match, 0));
            dispatching.cancel(job, body.get("reasonId").longValue(), body.path("memo").asText());
            return NODES.objectNode();
        });
        changes.put("jpm/jobs remove-cancellation",
                (match, body) -> update("jpm/jobs", match, NODES.objectNode().put("jobStatus", "Scheduled")));
        changes.put("jpm/appointments special-instructions", (match, body) -> update("jpm/appointments", match, body));
        changes.put("jpm/appointments/confirmation replace",
                (match, body) -> update("jpm/appointments", match, NODES.objectNode().put("isConfirmed", true)));
        changes.put("jpm/appointments/confirmation delete",
                (match, body) -> update("jpm/appointments", match, NODES.objectNode().put("isConfirmed", false)));
        changes.put("jpm/appointments/reschedule update", (match, body) -> update("jpm/appointments", match, body));
        parts("jpm/jobs/notes", "jpm/job-notes", "jobId", "jpm/jobs");
    }

    private void requests() {
        changes.put("crm/booking-provider/bookings create", (match, body) -> data.table("crm/bookings")
                .insert(body.put("status", "New").put("bookingProviderId", 1)));
        changes.put("crm/booking-provider/bookings update", (match, body) -> {
            ObjectNode booking = data.table("crm/bookings").update(Reads.id(match, 1), body).orElseThrow(Changes::notFound);
            dispatching.tell("tn.crm.booking-updated", "booking", booking);
            return booking;
        });
        changes.put("crm/leads create", (match, body) -> {
            require("marketing/campaigns", body, "campaignId");
            ObjectNode lead = data.table("crm/leads").insert(body.put("status", "Open").put("createdById", OFFICE));
            dispatching.tell("tn.crm.lead-created", "lead", lead);
            return lead;
        });
        changes.put("crm/leads update", (match, body) -> lead(match, body));
        changes.put("crm/leads dismiss", (match, body) -> lead(match, body.put("status", "Dismissed")));
    }

    private void estimates() {
        changes.put("sales/estimates sell", (match, body) -> {
            require("settings/technicians", body, "soldBy");
            ObjectNode fields = status(1, "Sold").put("soldBy", body.get("soldBy").longValue());
            return update("sales/estimates", match, fields.put("soldOn", Timestamps.text(data.now())));
        });
        changes.put("sales/estimates unsell", (match, body) -> {
            ObjectNode fields = status(0, "Open");
            fields.putNull("soldBy");
            return update("sales/estimates", match, fields.putNull("soldOn"));
        });
        changes.put("sales/estimates dismiss", (match, body) -> update("sales/estimates", match, status(2, "Dismissed")));
    }

    /** Rows of a record: added to it, changed, and taken away, which leaves a trace in the feed. */
    private void parts(String collection, String rows, String field, String owner) {
        changes.put(collection + " create", (match, body) -> {
            long id = Reads.existing(data.table(owner), Reads.id(match, 0));
            return data.table(rows).insert(part(body).put(field, id));
        });
        changes.put(collection + " update", (match, body) -> changePart(rows, field, match, part(body)));
        changes.put(collection + " delete",
                (match, body) -> changePart(rows, field, match, NODES.objectNode().put("active", false)));
    }

    private ObjectNode changePart(String rows, String field, Match match, ObjectNode fields) {
        Table table = data.table(rows);
        long id = Reads.id(match, 1);
        table.row(id).filter(row -> row.path(field).longValue() == Reads.id(match, 0) && row.path("active").asBoolean())
                .orElseThrow(Changes::notFound);
        return table.update(id, fields).orElseThrow(Changes::notFound);
    }

    /** Notes are pinned under another name than they are read; contacts carry their number twice. */
    private static ObjectNode part(ObjectNode body) {
        ObjectNode row = body.deepCopy();
        if (row.has("text")) {
            row.put("isPinned", row.path("pinToTop").asBoolean()).put("createdById", OFFICE);
        }
        if (row.path("type").asText().endsWith("Phone")) {
            row.putObject("phoneSettings").put("phoneNumber", row.path("value").asText()).put("doNotText", false);
        }
        return row;
    }

    private ObjectNode createCustomer(ObjectNode body) {
        if (body.path("locations").isEmpty()) {
            throw new Refusal(Problem.invalid("locations", "At least one location is required."));
        }
        ObjectNode fields = flattened(body).put("createdById", OFFICE);
        fields.remove(List.of("locations", "contacts"));
        ObjectNode customer = data.table("crm/customers").insert(fields).deepCopy();
        long id = customer.get("id").longValue();
        contacts(body, customer, "crm/customers/contacts", "customerId", id);
        body.get("locations").forEach(location -> customer.withArrayProperty("locations")
                .add(createLocation((ObjectNode) location.deepCopy(), id)));
        return customer;
    }

    private ObjectNode createLocation(ObjectNode body, long customerId) {
        ObjectNode fields = flattened(body).put("customerId", customerId).put("createdById", OFFICE).put("taxExempt", false);
        fields.remove("contacts");
        ObjectNode location = data.table("crm/locations").insert(fields).deepCopy();
        contacts(body, location, "crm/locations/contacts", "locationId", location.get("id").longValue());
        return location;
    }

    private void contacts(ObjectNode body, ObjectNode owner, String rows, String field, long id) {
        body.path("contacts").forEach(contact -> owner.withArrayProperty("contacts")
                .add(data.table(rows).insert(part((ObjectNode) contact).put(field, id))));
    }

    private ObjectNode createJob(ObjectNode body) {
        require("crm/customers", body, "customerId");
        require("crm/locations", body, "locationId");
        require("settings/business-units", body, "businessUnitId");
        require("jpm/job-types", body, "jobTypeId");
        require("marketing/campaigns", body, "campaignId");
        JsonNode appointment = body.path("appointments").path(0);
        if (appointment.isMissingNode()) {
            throw new Refusal(Problem.invalid("appointments", "At least one appointment is required."));
        }
        Instant begins = time(appointment, "start");
        ObjectNode fields = flattened(body);
        fields.remove("appointments");
        return dispatching.book(fields, begins, Duration.between(begins, time(appointment, "end")), null);
    }

    private ObjectNode lead(Match match, ObjectNode body) {
        ObjectNode lead = update("crm/leads", match, body);
        dispatching.tell("tn.crm.lead-updated", "lead", lead);
        return lead;
    }

    private ObjectNode update(String collection, Match match, ObjectNode body) {
        return data.table(collection).update(Reads.id(match, 0), flattened(body)).orElseThrow(Changes::notFound);
    }

    private ObjectNode tag(String collection, Match match, boolean add) {
        long record = Reads.existing(data.table(collection), Reads.id(match, 0));
        long tag = Reads.existing(data.table("settings/tag-types"), Reads.id(match, 1));
        ObjectNode row = retag(data.table(collection), record, List.of(tag), add).deepCopy();
        return row.put(collection.endsWith("customers") ? "customerId" : "locationId", record);
    }

    private ObjectNode tagMany(ObjectNode body, boolean add) {
        List<Long> tags = numbers(body.get("tagTypeIds"));
        Table customers = data.table("crm/customers");
        numbers(body.get("customerIds")).forEach(id -> retag(customers, Reads.existing(customers, id), tags, add));
        return NODES.objectNode();
    }

    private static ObjectNode retag(Table table, long id, List<Long> tags, boolean add) {
        Set<Long> kept = new LinkedHashSet<>(numbers(table.row(id).orElseThrow().path("tagTypeIds")));
        boolean changed = add ? kept.addAll(tags) : kept.removeAll(tags);
        ObjectNode fields = NODES.objectNode();
        ArrayNode ids = fields.putArray("tagTypeIds");
        kept.forEach(ids::add);
        return changed ? table.update(id, fields).orElseThrow() : table.row(id).orElseThrow();
    }

    private static List<Long> numbers(JsonNode array) {
        return array.isArray() ? array.valueStream().map(JsonNode::longValue).toList() : List.of();
    }

    /** External data is written inside an envelope that names the application, and read without it. */
    private static ObjectNode flattened(ObjectNode body) {
        ObjectNode row = body.deepCopy();
        if (row.path("externalData").isObject()) {
            row.set("externalData", row.get("externalData").path("externalData"));
        }
        return row;
    }

    private void require(String collection, ObjectNode body, String field) {
        if (data.table(collection).row(body.path(field).longValue()).isEmpty()) {
            throw new Refusal(Problem.invalid(field, "There is no such record."));
        }
    }

    private static Instant time(JsonNode node, String field) {
        return Timestamps.parse(node.path(field).asText())
                .orElseThrow(() -> new Refusal(Problem.invalid(field, "A date with a time is required.")));
    }

    private static ObjectNode status(int value, String name) {
        ObjectNode fields = NODES.objectNode();
        fields.putObject("status").put("value", value).put("name", name);
        return fields;
    }

    private static Refusal notFound() {
        return new Refusal(Problem.of(404, "The requested record was not found."));
    }
}
