package io.fieldline.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.sandbox.data.Table;
import io.fieldline.servicetitan.catalog.Match;

/** Appointments of jobs, and who goes there. Their status follows from what is done; nobody can set it. */
final class AppointmentChanges {

    private static final String APPOINTMENTS = "jpm/appointments";
    private static final String ASSIGNMENTS = "dispatch/appointment-assignments";
    private static final Set<String> OVER = Set.of("Done", "Canceled");

    private final Rows rows;

    AppointmentChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("jpm/appointments create", (match, body) -> create(body));
        changes.put("jpm/appointments delete", (match, body) -> delete(match));
        changes.put("jpm/appointments special-instructions", (match, body) -> changed(match, body));
        changes.put("jpm/appointments/confirmation replace",
                (match, body) -> changed(match, Rows.NODES.objectNode().put("isConfirmed", true)));
        changes.put("jpm/appointments/confirmation delete",
                (match, body) -> changed(match, Rows.NODES.objectNode().put("isConfirmed", false)));
        changes.put("jpm/appointments/reschedule update", (match, body) -> {
            ObjectNode moved = pending(match).deepCopy().setAll(body);
            Rows.endsAfterItBegins(moved);
            return changed(match, body);
        });
        changes.put("jpm/appointments/hold replace", (match, body) -> {
            rows.named("jpm/job-hold-reasons", body, "reasonId");
            pending(match);
            return hold(match, "Hold");
        });
        changes.put("jpm/appointments/hold delete", (match, body) -> {
            if (!row(match).path("status").asText().equals("Hold")) {
                throw Rows.conflict("The appointment is not on hold.");
            }
            return hold(match, "Scheduled");
        });
        changes.put("jpm/appointments summaries", (match, body) -> {
            ObjectNode summary = body.deepCopy().put("jobAppointmentId", Rows.id(match, 0)).put("jobId",
                    row(match).path("jobId").longValue());
            rows.checkReferences(body);
            ObjectNode fields = Rows.NODES.objectNode();
            fields.set("appointmentSummaries", Rows.NODES.arrayNode().add(summary));
            changed(match, fields);
            return summary;
        });
        changes.put(ASSIGNMENTS + " assign-technicians", (match, body) -> assign(body, true));
        changes.put(ASSIGNMENTS + " unassign-technicians", (match, body) -> assign(body, false));
    }

    private ObjectNode row(Match match) {
        return rows.row(APPOINTMENTS, Rows.id(match, 0));
    }

    /** The appointment, which must still be ahead. */
    private ObjectNode pending(Match match) {
        ObjectNode row = row(match);
        if (OVER.contains(row.path("status").asText())) {
            throw Rows.conflict("The appointment is " + row.path("status").asText() + " and cannot be changed.");
        }
        return row;
    }

    private ObjectNode changed(Match match, ObjectNode fields) {
        ObjectNode appointment = rows.update(APPOINTMENTS, Rows.id(match, 0), fields);
        rows.dispatching().tell("tn.jpm.job-appointment-updated", "appointment", appointment);
        return appointment;
    }

    private ObjectNode hold(Match match, String status) {
        ObjectNode appointment = changed(match, Rows.NODES.objectNode().put("status", status));
        rows.update("jpm/jobs", appointment.path("jobId").longValue(), Rows.NODES.objectNode().put("jobStatus", status));
        return appointment;
    }

    private ObjectNode create(ObjectNode body) {
        ObjectNode job = rows.named("jpm/jobs", body, "jobId");
        if (Set.of("Completed", "Canceled").contains(job.path("jobStatus").asText())) {
            throw Rows.conflict("The job is " + job.path("jobStatus").asText() + " and takes no appointment.");
        }
        Rows.endsAfterItBegins(body);
        int number = job.path("appointmentCount").asInt(1) + 1;
        ObjectNode fields = body.deepCopy().put("appointmentNumber", job.path("jobNumber").asText() + "-" + number)
                .put("status", "Scheduled").put("customerId", job.path("customerId").longValue()).put("unused", false)
                .put("isConfirmed", false).put("createdById", Rows.OFFICE);
        fields.remove("technicianIds");
        ObjectNode appointment = rows.insert(APPOINTMENTS, fields);
        rows.update("jpm/jobs", job.get("id").longValue(), Rows.NODES.objectNode().put("appointmentCount", number)
                .put("lastAppointmentId", appointment.get("id").longValue()));
        rows.checkReferences(body);
        CustomerChanges.numbers(body.path("technicianIds")).forEach(technician -> assignment(rows, appointment, technician));
        return appointment;
    }

    private ObjectNode delete(Match match) {
        ObjectNode appointment = pending(match);
        long job = appointment.path("jobId").longValue();
        int count = rows.row("jpm/jobs", job).path("appointmentCount").asInt(1);
        if (count < 2) {
            throw Rows.conflict("The only appointment of a job cannot be deleted.");
        }
        rows.update("jpm/jobs", job, Rows.NODES.objectNode().put("appointmentCount", count - 1));
        return changed(match, Rows.NODES.objectNode().put("active", false));
    }

    private JsonNode assign(ObjectNode body, boolean assign) {
        rows.checkReferences(body);
        ObjectNode appointment = rows.named(APPOINTMENTS, body, "jobAppointmentId");
        if (OVER.contains(appointment.path("status").asText())) {
            throw Rows.invalid("jobAppointmentId", "The appointment is " + appointment.path("status").asText() + ".");
        }
        List<ObjectNode> current = assignments(appointment.get("id").longValue());
        for (long technician : CustomerChanges.numbers(body.path("technicianIds"))) {
            List<ObjectNode> his = current.stream().filter(row -> row.path("technicianId").longValue() == technician).toList();
            if (assign && his.isEmpty()) {
                assignment(rows, appointment, technician);
            } else if (!assign) {
                his.forEach(row -> rows.update(ASSIGNMENTS, row.get("id").longValue(),
                        Rows.NODES.objectNode().put("active", false)));
            }
        }
        return appointment;
    }

    private List<ObjectNode> assignments(long appointment) {
        List<ObjectNode> found = new ArrayList<>();
        Table table = rows.table(ASSIGNMENTS);
        table.heads(head -> table.row(head.id()).filter(row -> head.active()
                && row.path("appointmentId").longValue() == appointment).ifPresent(found::add));
        return found;
    }

    static void assignment(Rows rows, ObjectNode appointment, long technician) {
        String name = rows.row("settings/technicians", technician).path("name").asText();
        rows.insert(ASSIGNMENTS, Rows.NODES.objectNode().put("technicianId", technician).put("technicianName", name)
                .put("assignedById", Rows.OFFICE).put("assignedOn", rows.now()).put("status", "Scheduled")
                .put("isPaused", false).put("jobId", appointment.path("jobId").longValue())
                .put("appointmentId", appointment.get("id").longValue()));
    }
}
