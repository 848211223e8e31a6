package io.fieldline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.servicetitan.catalog.Match;

/** Jobs and projects. */
final class JobChanges {

    private static final String JOBS = "jpm/jobs";
    private static final List<String> REQUIRED = List.of("crm/customers customerId", "crm/locations locationId",
            "settings/business-units businessUnitId", "jpm/job-types jobTypeId", "marketing/campaigns campaignId");

    private final Rows rows;

    JobChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("jpm/jobs create", (match, body) -> create(body));
        changes.put("jpm/jobs update", (match, body) -> told(rows.update(JOBS, Rows.id(match, 0),
                CustomFieldValues.named(rows, JOBS, body))));
        changes.put("jpm/jobs cancel", (match, body) -> {
            rows.named("jpm/job-cancel-reasons", body, "reasonId");
            ObjectNode job = rows.row(JOBS, Rows.id(match, 0));
            String status = job.path("jobStatus").asText();
            if (status.equals("Canceled") || status.equals("Completed")) {
                throw Rows.invalid("id", "A job that is " + status + " cannot be canceled.");
            }
            rows.dispatching().cancel(Rows.id(match, 0), body.get("reasonId").longValue(), body.path("memo").asText());
            return Rows.NODES.objectNode();
        });
        changes.put("jpm/jobs remove-cancellation", (match, body) -> {
            ObjectNode job = rows.row(JOBS, Rows.id(match, 0));
            if (!job.path("jobStatus").asText().equals("Canceled")) {
                throw Rows.invalid("id", "The job is not canceled.");
            }
            rows.update("jpm/appointments", job.path("firstAppointmentId").longValue(), status("status"));
            return told(rows.update(JOBS, Rows.id(match, 0), status("jobStatus")));
        });
        changes.put("jpm/jobs/equipment create", (match, body) -> equipment(match, body.path("equipmentIds"), true));
        changes.put("jpm/jobs/equipment delete-many", (match, body) -> equipment(match, body.path("equipmentIds"), false));
        changes.put("jpm/jobs/equipment delete",
                (match, body) -> equipment(match, Rows.NODES.arrayNode().add(Rows.id(match, 1)), false));
        changes.put("jpm/projects create", (match, body) -> {
            ObjectNode location = rows.named("crm/locations", body, "locationId");
            ObjectNode project = body.deepCopy();
            project.set("customerId", location.get("customerId"));
            project.putArray("jobIds");
            ObjectNode inserted = rows.insert("jpm/projects", project);
            return rows.update("jpm/projects", inserted.get("id").longValue(),
                    Rows.NODES.objectNode().put("number", inserted.get("id").asText()).put("status", "Scheduled"));
        });
        changes.put("jpm/projects/attach-job create", (match, body) -> attach(Rows.id(match, 0), Rows.id(match, 1)));
        changes.put("jpm/projects/detach-job create", (match, body) -> attach(0, Rows.id(match, 0)));
    }

    private static ObjectNode status(String field) {
        return Rows.NODES.objectNode().put(field, "Scheduled");
    }

    private ObjectNode create(ObjectNode body) {
        REQUIRED.forEach(pair -> rows.named(pair.split(" ")[0], body, pair.split(" ")[1]));
        rows.checkReferences(body);
        JsonNode appointment = body.path("appointments").path(0);
        if (appointment.isMissingNode()) {
            throw Rows.invalid("appointments", "At least one appointment is required.");
        }
        Instant begins = Rows.time(appointment, "start");
        Rows.endsAfterItBegins(appointment);
        ObjectNode fields = ExternalData.written(CustomFieldValues.named(rows, JOBS, body), Optional.empty()).deepCopy();
        fields.remove("appointments");
        rows.checkReferences((ObjectNode) appointment);
        ObjectNode job = rows.dispatching().book(fields, begins, Duration.between(begins, Rows.time(appointment, "end")), null);
        visit(job.path("firstAppointmentId").longValue(), (ObjectNode) appointment);
        return job;
    }

    /** The arrival window and the technicians that an appointment is booked with. */
    private void visit(long id, ObjectNode booked) {
        ObjectNode window = booked.deepCopy().retain("arrivalWindowStart", "arrivalWindowEnd");
        ObjectNode appointment = window.isEmpty()
                ? rows.row("jpm/appointments", id)
                : rows.update("jpm/appointments", id, window);
        CustomerChanges.numbers(booked.path("technicianIds"))
                .forEach(technician -> AppointmentChanges.assignment(rows, appointment, technician));
    }

    private ObjectNode told(ObjectNode job) {
        rows.dispatching().tell("tn.jpm.job-updated", "job", job);
        return job;
    }

    private ObjectNode equipment(Match match, JsonNode given, boolean attach) {
        Set<Long> ids = new LinkedHashSet<>(
                CustomerChanges.numbers(rows.row(JOBS, Rows.id(match, 0)).path("equipmentIds")));
        List<Long> named = CustomerChanges.numbers(given);
        if (attach) {
            ids.addAll(named);
        } else {
            ids.removeAll(named);
        }
        ObjectNode fields = Rows.NODES.objectNode();
        ArrayNode kept = fields.putArray("equipmentIds");
        ids.forEach(kept::add);
        return rows.update(JOBS, Rows.id(match, 0), fields);
    }

    /** @param project 0 for none */
    private ObjectNode attach(long project, long job) {
        ObjectNode before = rows.row(JOBS, job);
        if (project > 0) {
            rows.row("jpm/projects", project);
        }
        ObjectNode after = rows.update(JOBS, job,
                project > 0
                        ? Rows.NODES.objectNode().put("projectId", project)
                        : (ObjectNode) Rows.NODES.objectNode().set("projectId", Rows.NODES.nullNode()));
        rejobbed(before.path("projectId").longValue(), job, false);
        rejobbed(project, job, true);
        return after;
    }

    private void rejobbed(long project, long job, boolean add) {
        if (project > 0) {
            Set<Long> ids = new LinkedHashSet<>(CustomerChanges.numbers(rows.row("jpm/projects", project).path("jobIds")));
            boolean changed = add ? ids.add(job) : ids.remove(job);
            ObjectNode fields = Rows.NODES.objectNode();
            ArrayNode kept = fields.putArray("jobIds");
            ids.forEach(kept::add);
            if (changed) {
                rows.update("jpm/projects", project, fields);
            }
        }
    }
}
