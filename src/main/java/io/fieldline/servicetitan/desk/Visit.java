package io.fieldline.servicetitan.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** An appointment of a job that is there: when, who, and whether the customer confirmed it. */
final class Visit {

    private static final String CONFIRMATION = "jpm/appointments/confirmation";
    private static final String ASSIGNMENTS = "dispatch/appointment-assignments";
    private static final List<String> TIMES = List.of("start", "end", "arrivalWindowStart", "arrivalWindowEnd");

    private final TenantDesk at;
    private final Args args;
    private final ObjectNode job;
    private final ObjectNode appointment;
    private final String id;

    Visit(TenantDesk at, Args args, ObjectNode job) {
        this.at = at;
        this.args = args;
        this.job = job;
        this.appointment = JobChoice.appointment(at, job, args.text("appointment"));
        this.id = appointment.path("id").asText();
        if (List.of("Done", "Canceled").contains(appointment.path("status").asText())) {
            throw RefusedCallException.of("not_possible",
                    "The appointment is " + appointment.path("status").asText() + " and cannot be changed.");
        }
    }

    /** As long as it is now, where no length is named; its arrival window moves along. */
    Proposal reschedule() {
        Instant from = Instant.parse(appointment.path("start").asText());
        Duration length = Duration.between(from, Instant.parse(appointment.path("end").asText()));
        ObjectNode asked = asked();
        Slot slot = Slot.of(at, args, asked, Optional.of(length));
        FieldValues wanted = slot.fields(args);
        if (!args.has("arrivalMinutes")) {
            Duration moved = Duration.between(from, slot.start());
            for (String time : List.of("arrivalWindowStart", "arrivalWindowEnd")) {
                String now = Trees.text(appointment, time);
                if (!now.isEmpty()) {
                    wanted.put(time, Instant.parse(now).plus(moved).toString());
                }
            }
        }
        FieldValues before = new FieldValues();
        TIMES.stream().filter(time -> appointment.hasNonNull(time)).forEach(time -> before.put(time, appointment.get(time)));
        Map<String, String> path = Map.of("id", id);
        String resource = "jpm/appointments/reschedule";
        Draft draft = new Draft(at).request(resource, "update", path, wanted.body())
                .changes(JobRows.APPOINTMENTS, id, appointment, wanted.map())
                .mayTell(1)
                .undoIfDocumented("Moves it back.", new PlannedRequest(resource, "update", path, Map.of(), before.body()));
        if (!slot.frames().isEmpty()) {
            TechnicianFit.of(at, slot, asked, location()).tell(draft, Map.of());
        }
        return draft.build("Moves appointment " + id + " of job " + ChangeJob.number(job) + " to "
                + Shown.moment(slot.start().toString(), at.zone()) + ".");
    }

    /** What capacity is asked for. */
    private ObjectNode asked() {
        ObjectNode asked = Trees.object();
        asked.putArray("businessUnitIds").add(job.path("businessUnitId"));
        asked.set("jobTypeId", job.path("jobTypeId"));
        return asked;
    }

    private Optional<ObjectNode> location() {
        return at.find("crm/locations", job.path("locationId").asText());
    }

    Proposal assign(boolean add) {
        TreeSet<Long> wanted = new TreeSet<>(Trees.ids(appointment.path("technicianIds")));
        ArrayNode technicians = Trees.object().arrayNode();
        if (args.texts("technicians").isEmpty()) {
            throw Args.wrong("technicians", "are needed here");
        }
        Crew crew = add
                ? Crew.of(at, args, new Slot(Instant.parse(appointment.path("start").asText()),
                        Instant.parse(appointment.path("end").asText()), List.of()), asked(), location())
                : Crew.named(at, args);
        for (long technician : Trees.ids(crew.ids())) {
            if (add ? wanted.add(technician) : wanted.remove(technician)) {
                technicians.add(technician);
            }
        }
        ArrayNode after = Trees.object().arrayNode();
        wanted.forEach(after::add);
        ObjectNode body = Trees.object();
        body.set("jobAppointmentId", appointment.path("id"));
        body.set("technicianIds", technicians);
        Draft draft = new Draft(at).request(ASSIGNMENTS, operation(add), Map.of(), body)
                .changes(JobRows.APPOINTMENTS, id, appointment, Map.of("technicianIds", after)).mayTell(1);
        crew.tell(draft);
        return draft.undo(add ? "Unassigns them." : "Assigns them again.",
                new PlannedRequest(ASSIGNMENTS, operation(!add), Map.of(), Map.of(), body))
                .build((add ? "Assigns technicians to" : "Unassigns technicians from") + " appointment " + id + " of job "
                        + ChangeJob.number(job) + ".");
    }

    private static String operation(boolean add) {
        return add ? "assign-technicians" : "unassign-technicians";
    }

    Proposal confirm(boolean yes) {
        Map<String, String> path = Map.of("id", id);
        return new Draft(at).request(CONFIRMATION, yes ? "replace" : "delete", path, null)
                .changes(JobRows.APPOINTMENTS, id, appointment, Map.of("isConfirmed", BooleanNode.valueOf(yes)))
                .undo(yes ? "Takes the confirmation back." : "Confirms it again.",
                        new PlannedRequest(CONFIRMATION, yes ? "delete" : "replace", path, Map.of(), null))
                .build((yes ? "Confirms" : "Unconfirms") + " appointment " + id + " of job " + ChangeJob.number(job) + ".");
    }
}
