package io.fieldline.sandbox;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.Operation;

/** Which rows answer which operation, and how a row looks there when it is more than a choice of fields. */
final class Views {

    /**
     * Rows that belong to a record named in the path.
     *
     * @param rows the collection that holds them
     * @param field names the record
     * @param owner the record's collection
     */
    record Part(String rows, String field, String owner) {}

    private static final Map<String, Part> PARTS = Map.of(
            "crm/customers/contacts", new Part("crm/customers/contacts", "customerId", "crm/customers"),
            "crm/locations/contacts", new Part("crm/locations/contacts", "locationId", "crm/locations"),
            "crm/customers/notes", new Part("crm/customers/notes", "customerId", "crm/customers"),
            "crm/locations/notes", new Part("crm/locations/notes", "locationId", "crm/locations"),
            "jpm/jobs/notes", new Part("jpm/job-notes", "jobId", "jpm/jobs"),
            "jpm/jobs/canceled-log", new Part("jpm/job-canceled-logs", "jobId", "jpm/jobs"),
            "marketing/campaigns/costs", new Part("marketing/costs", "campaignId", "marketing/campaigns"));
    private static final Map<String, String> SAME_ROWS = Map.of("crm/booking-provider/bookings", "crm/bookings");

    private Views() {}

    /** The collection whose rows the operation answers. */
    static String collection(Operation operation) {
        String name = operation.module() + "/" + operation.collection();
        return part(operation).map(Part::rows).orElse(SAME_ROWS.getOrDefault(name, name));
    }

    /** The record of the path that the rows belong to; empty where the operation is about all of them. */
    static Optional<Part> part(Operation operation) {
        Part part = PARTS.get(operation.module() + "/" + operation.collection());
        return Optional.ofNullable(part).filter(known -> !operation.pathParameters().isEmpty());
    }

    /** The row as the operation names its fields. */
    static ObjectNode row(Operation operation, ObjectNode row) {
        boolean bundled = operation.module().equals("telecom") && operation.answer().form() != Answer.Form.EXPORT;
        return bundled ? call(row) : row;
    }

    /** Calls are flat in the feed and part of a bundle elsewhere. */
    private static ObjectNode call(ObjectNode row) {
        ObjectNode lead = row.deepCopy();
        lead.set("callType", row.get("type"));
        lead.set("receivedOn", row.get("createdOn"));
        ObjectNode bundle = JsonNodeFactory.instance.objectNode();
        bundle.set("id", row.get("id"));
        bundle.set("jobNumber", row.get("jobNumber"));
        bundle.set("type", row.get("jobType"));
        bundle.set("leadCall", lead);
        return bundle;
    }
}
