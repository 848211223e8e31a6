package io.fieldline.sandbox;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Dispatching;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.servicetitan.catalog.Match;

/** The rows of one contractor, as writes need them: found or refused, and changed as a PATCH changes them. */
final class Rows {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final long OFFICE = 801;

    /** What fields of a body name; an id of no record is refused. */
    private static final Map<String, String> REFERENCES = Map.ofEntries(Map.entry("customerId", "crm/customers"),
            Map.entry("locationId", "crm/locations"), Map.entry("businessUnitId", "settings/business-units"),
            Map.entry("jobTypeId", "jpm/job-types"), Map.entry("campaignId", "marketing/campaigns"),
            Map.entry("jobId", "jpm/jobs"), Map.entry("projectId", "jpm/projects"),
            Map.entry("technicianId", "settings/technicians"), Map.entry("technicianIds", "settings/technicians"),
            Map.entry("tagTypeIds", "settings/tag-types"), Map.entry("membershipId", "memberships/memberships"),
            Map.entry("equipmentIds", "equipmentsystems/installed-equipment"));

    private final ContractorData data;
    private final Dispatching dispatching;

    Rows(ContractorData data, Dispatching dispatching) {
        this.data = data;
        this.dispatching = dispatching;
    }

    Dispatching dispatching() {
        return dispatching;
    }

    Table table(String collection) {
        return data.table(collection);
    }

    boolean has(String collection) {
        return data.find(collection).isPresent();
    }

    /** In which the contractor's days begin. */
    ZoneId zone() {
        return data.contractor().zone();
    }

    String now() {
        return Timestamps.text(data.now());
    }

    /** As it was last written: only readers see writes late. */
    ObjectNode row(String collection, long id) {
        return table(collection).stored(id).orElseThrow(Rows::notFound);
    }

    ObjectNode insert(String collection, ObjectNode body) {
        checkReferences(body);
        return table(collection).insert(ExternalData.written(body, Optional.empty()));
    }

    /** Fields take the place of those that were, lists whole; of an address only what is given. */
    ObjectNode update(String collection, long id, ObjectNode body) {
        checkReferences(body);
        ObjectNode current = row(collection, id);
        ObjectNode fields = ExternalData.written(body, Optional.of(current)).deepCopy();
        if (fields.get("address") instanceof ObjectNode address && current.get("address") instanceof ObjectNode old) {
            fields.set("address", old.deepCopy().setAll(address));
        }
        return table(collection).update(id, fields).orElseThrow(Rows::notFound);
    }

    void checkReferences(ObjectNode body) {
        body.properties().forEach(field -> {
            String collection = REFERENCES.get(field.getKey());
            if (collection != null) {
                List<JsonNode> ids = new ArrayList<>();
                (field.getValue().isArray() ? field.getValue() : NODES.arrayNode().add(field.getValue())).forEach(ids::add);
                ids.stream().filter(id -> !id.isNull() && table(collection).stored(id.longValue()).isEmpty()).findFirst()
                        .ifPresent(id -> {
                            throw invalid(field.getKey(), "There is no such record: " + id.asText() + ".");
                        });
            }
        });
    }

    /** The record that a field names, which must be there. */
    ObjectNode named(String collection, ObjectNode body, String field) {
        return table(collection).row(body.path(field).longValue())
                .orElseThrow(() -> invalid(field, "There is no such record."));
    }

    static long id(Match match, int index) {
        return Reads.id(match, index);
    }

    static Instant time(JsonNode node, String field) {
        return Timestamps.parse(node.path(field).asText())
                .orElseThrow(() -> invalid(field, "A date with a time is required."));
    }

    static void endsAfterItBegins(JsonNode node) {
        if (!time(node, "start").isBefore(time(node, "end"))) {
            throw invalid("end", "The end must be after the start.");
        }
    }

    static Refusal invalid(String field, String rule) {
        return new Refusal(Problem.invalid(field, rule));
    }

    static Refusal conflict(String title) {
        return new Refusal(Problem.of(409, title));
    }

    static Refusal notFound() {
        return new Refusal(Problem.of(404, "The requested record was not found."));
    }
}
