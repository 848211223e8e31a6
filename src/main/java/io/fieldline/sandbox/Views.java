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

    private static final Map<String, Part> PARTS = Map.ofEntries(
            part("crm/customers/contacts", "crm/customers/contacts", "customerId", "crm/customers"),
            part("crm/locations/contacts", "crm/locations/contacts", "locationId", "crm/locations"),
            part("crm/customers/notes", "crm/customers/notes", "customerId", "crm/customers"),
            part("crm/locations/notes", "crm/locations/notes", "locationId", "crm/locations"),
            part("crm/leads/notes", "crm/leads/notes", "leadId", "crm/leads"),
            part("jpm/jobs/notes", "jpm/job-notes", "jobId", "jpm/jobs"),
            part("jpm/projects/notes", "jpm/project-notes", "projectId", "jpm/projects"),
            part("jpm/jobs/canceled-log", "jpm/job-canceled-logs", "jobId", "jpm/jobs"),
            part("accounting/credit-memos/items", "accounting/credit-memos/credit-memo-items", "creditMemoId",
                    "accounting/credit-memos"),
            part("accounting/bank-deposits/transactions", "accounting/payments", "deposit/id", "accounting/bank-deposits"),
            part("marketing/campaigns/costs", "marketing/costs", "campaignId", "marketing/campaigns"));
    private static final Map<String, String> SAME_ROWS = Map.of("crm/booking-provider/bookings", "crm/bookings");

    private Views() {}

    private static Map.Entry<String, Part> part(String collection, String rows, String field, String owner) {
        return Map.entry(collection, new Part(rows, field, owner));
    }

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

    /**
     * The row as the operation names its fields.
     *
     * @param application whose external data is asked for, if one is
     */
    static ObjectNode row(Operation operation, ObjectNode row, Optional<String> application) {
        return view(operation, ExternalData.seenBy(row, application));
    }

    private static ObjectNode view(Operation operation, ObjectNode row) {
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
