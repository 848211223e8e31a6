package io.fieldline.sandbox;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.servicetitan.catalog.Match;

/** Tasks, calls, and what memberships include. */
final class OfficeChanges {

    private static final String EVENTS = "memberships/recurring-service-events";

    private final Rows rows;

    OfficeChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("taskmanagement/tasks create", (match, body) -> {
            ObjectNode task = body.deepCopy();
            task.put("status", body.path("status").asText(body.path("isClosed").asBoolean() ? "Completed" : "ToDo"));
            task.set("reportedOn", body.path("reportedDate"));
            ObjectNode inserted = rows.insert("taskmanagement/tasks", task);
            return rows.update("taskmanagement/tasks", inserted.get("id").longValue(),
                    Rows.NODES.objectNode().put("taskNumber", inserted.get("id").longValue()));
        });
        changes.put("taskmanagement/tasks subtasks", (match, body) -> {
            ObjectNode task = rows.row("taskmanagement/tasks", Rows.id(match, 0));
            ObjectNode data = task.path("subTasksData") instanceof ObjectNode known ? known.deepCopy() : task.objectNode();
            int number = data.path("subTasks").size() + 1;
            ObjectNode subtask = body.deepCopy().put("parentTaskId", Rows.id(match, 0))
                    .put("subtaskNumber", Rows.id(match, 0) + "-" + number).put("assignedDateTime", rows.now())
                    .put("createdOn", rows.now());
            data.withArrayProperty("subTasks").add(subtask);
            rows.update("taskmanagement/tasks", Rows.id(match, 0), (ObjectNode) task.objectNode().set("subTasksData", data));
            return subtask;
        });
        changes.put(EVENTS + " mark-complete", (match, body) -> mark(match, body, "Won"));
        changes.put(EVENTS + " mark-incomplete", (match, body) -> mark(match, body, "NotAttempted"));
        changes.put("telecom/calls replace", (match, body) -> call(match, body));
        changes.put("dispatch/non-job-appointments create", (match, body) -> {
            body.put("createdById", Rows.OFFICE);
            // These come back as numbers from a create, and the sandbox keeps no repetitions.
            body.remove("frequency");
            body.remove("endType");
            return rows.insert("dispatch/non-job-appointments", body);
        });
        changes.put("customer-interactions/technician-ratings create", (match, body) -> {
            rows.checkReferences(body);
            return rows.insert("customer-interactions/technician-ratings", body);
        });
    }

    private ObjectNode mark(Match match, ObjectNode body, String status) {
        rows.named("jpm/jobs", body, "jobId");
        ObjectNode fields = Rows.NODES.objectNode().put("status", status);
        fields.set("jobId", status.equals("Won") ? body.get("jobId") : fields.nullNode());
        return rows.update(EVENTS, Rows.id(match, 0), fields);
    }

    private ObjectNode call(Match match, ObjectNode body) {
        ObjectNode fields = Rows.NODES.objectNode();
        if (body.hasNonNull("callType")) {
            fields.set("type", body.get("callType"));
        }
        for (String field : new String[]{"excuseMemo", "tag" }) {
            if (body.has(field)) {
                fields.set(field, body.get(field));
            }
        }
        named(fields, body, "campaignId", "campaign", "marketing/campaigns");
        named(fields, body, "jobId", "job", "jpm/jobs");
        JsonNode customer = body.path("customer").path("id");
        if (customer.longValue() > 0) {
            ObjectNode row = rows.table("crm/customers").row(customer.longValue())
                    .orElseThrow(() -> Rows.invalid("customer.id", "There is no such record."));
            fields.putObject("customer").put("id", customer.longValue()).put("name", row.path("name").asText());
        }
        ObjectNode call = rows.update("telecom/calls", Rows.id(match, 0), fields).deepCopy();
        call.set("callType", call.get("type"));
        call.set("receivedOn", call.get("createdOn"));
        return call;
    }

    private void named(ObjectNode fields, ObjectNode body, String field, String object, String collection) {
        if (body.hasNonNull(field)) {
            ObjectNode row = rows.named(collection, body, field);
            fields.putObject(object).put("id", row.get("id").longValue()).put("name", row.path("name").asText());
        }
    }
}
