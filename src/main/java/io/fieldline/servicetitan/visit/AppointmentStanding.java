package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing.Stands;

/** How things are with one visit. */
final class AppointmentStanding {

    private static final Set<String> OVER = Set.of("Done", "Canceled");

    private final Office office;
    private final JobStanding jobs;
    private final InstantSource clock;

    AppointmentStanding(Office office, JobStanding jobs, InstantSource clock) {
        this.office = office;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** @throws Ended when there is no reason for the message any more */
    Stands look(MessageRequest request) {
        long id = request.key().subject().id();
        Map<String, Object> appointment = office.need("jpm", "appointments", id, "appointment");
        List<Map<String, Object>> assignments = office.assignments("appointmentIds", id, "appointmentId");
        if (Boolean.FALSE.equals(appointment.get("active")) || "Canceled".equals(appointment.get("status"))) {
            throw new Ended("appointment-cancelled", "the appointment is cancelled");
        }
        switch (request.key().event()) {
            case VisitEvents.ON_THE_WAY -> checkOnTheWay(appointment, assignments);
            case VisitEvents.ARRIVED -> checkArrived(appointment, assignments, request);
            default -> checkAhead(appointment, request);
        }
        Map<String, Object> job = office.need("jpm", "jobs", appointment.get("jobId"), "job");
        Stands stands = jobs.look(job, request, assignments);
        Map<String, Object> values = new LinkedHashMap<>(stands.values());
        Moments.instant(appointment.get("start")).ifPresent(start -> values.put("appointment", start));
        Moments.instant(appointment.get("arrivalWindowStart")).ifPresent(from -> values.put("arrivalFrom", from));
        Moments.instant(appointment.get("arrivalWindowEnd")).ifPresent(until -> values.put("arrivalUntil", until));
        return new Stands(stands.facts(), values);
    }

    private static void checkOnTheWay(Map<String, Object> appointment, List<Map<String, Object>> assignments) {
        boolean wasThere = has("Done", assignments) && !has("Dispatched", assignments);
        if (wasThere || has("Working", assignments)
                || Set.of("Working", "Done").contains(appointment.get("status"))) {
            throw new Ended("technician-arrived", "the technician is there already");
        }
        if (!has("Dispatched", assignments)) {
            throw new Ended("technician-recalled", "nobody is on the way any more");
        }
    }

    /** That somebody arrived stays true when the work was done before it could be told. */
    private static void checkArrived(Map<String, Object> appointment, List<Map<String, Object>> assignments,
            MessageRequest request) {
        boolean done = "Done".equals(appointment.get("status"));
        boolean recovered = Boolean.TRUE.equals(request.values().get(ProgressEvents.RECOVERED));
        boolean workedOn = !done && has("Working", assignments);
        if (!workedOn && !(recovered && (done || has("Done", assignments)))) {
            throw new Ended("visit-over", "nobody works there any more");
        }
    }

    private void checkAhead(Map<String, Object> appointment, MessageRequest request) {
        Instant start = Moments.instant(appointment.get("start")).orElse(Instant.MIN);
        if (OVER.contains(appointment.get("status")) || start.isBefore(clock.instant())) {
            throw new Ended("appointment-past", "the appointment is not ahead any more");
        }
        Object told = request.values().get(VisitEvents.START);
        if (told != null && !Moments.instant(told).equals(Moments.instant(appointment.get("start")))) {
            throw new Ended("rescheduled", "the appointment was moved since");
        }
    }

    private static boolean has(String status, List<Map<String, Object>> assignments) {
        return assignments.stream().anyMatch(row -> status.equals(row.get("status")));
    }
}
