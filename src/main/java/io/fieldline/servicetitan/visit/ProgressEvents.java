package io.fieldline.servicetitan.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.sync.StreamKey;

/**
 * A technician who set out, and one who arrived: from a row that shows it, and from the job's history where the row shows a later
 * step already. The history also tells when it was, since a row changes for other reasons too.
 */
final class ProgressEvents {

    /** Told by the value <code>recovered</code> of a message: the state that it tells of was over when it was seen. */
    static final String RECOVERED = "recovered";

    private static final Map<String, String> SHOWN = Map.of("Dispatched", VisitEvents.ON_THE_WAY, "Working",
            VisitEvents.ARRIVED);
    private static final Map<String, List<String>> STEPS = Map.of("Dispatched", List.of(VisitEvents.ON_THE_WAY), "Working",
            List.of(VisitEvents.ON_THE_WAY, VisitEvents.ARRIVED), "Done",
            List.of(VisitEvents.ON_THE_WAY, VisitEvents.ARRIVED));
    /** Of an older visit nobody is told what passed, so its history needs no request. */
    private static final Duration RECENT = Duration.ofDays(2);

    private final Told told;
    private final InstantSource clock;

    ProgressEvents(Told told, InstantSource clock) {
        this.told = told;
        this.clock = clock;
    }

    List<VisitEvent> ofAssignment(StreamKey key, Office office, Map<String, Object> assignment) {
        String status = String.valueOf(assignment.get("status"));
        if (!STEPS.containsKey(status) || !(assignment.get("appointmentId") instanceof Long id)
                || undecided(key, id, status).isEmpty()) {
            return List.of();
        }
        return office.find("jpm", "appointments", id)
                .map(appointment -> of(key, office, appointment, status, Optional.ofNullable(assignment.get("modifiedOn"))))
                .orElse(List.of());
    }

    /** The event of a technician who was dispatched names the appointment, whose assignments tell who is on the way. */
    List<VisitEvent> ofAppointment(StreamKey key, Office office, Map<String, Object> appointment) {
        String status = String.valueOf(appointment.get("status"));
        long id = (Long) appointment.get("id");
        if (!STEPS.containsKey(status) || undecided(key, id, status).isEmpty()) {
            return List.of();
        }
        Optional<Object> changed = SHOWN.containsKey(status)
                ? office.assignments("appointmentIds", id, "appointmentId").stream()
                        .filter(row -> status.equals(row.get("status"))).findFirst().map(row -> row.get("modifiedOn"))
                : Optional.empty();
        return of(key, office, appointment, status, changed);
    }

    /** @param changed when an assignment came into the status; empty where none is in it, and then it is not told as present */
    private List<VisitEvent> of(StreamKey key, Office office, Map<String, Object> appointment, String status,
            Optional<Object> changed) {
        List<String> wanted = undecided(key, (Long) appointment.get("id"), status).stream()
                .filter(event -> changed.isPresent() || !event.equals(SHOWN.get(status))).toList();
        boolean recent = Moments.instant(appointment.get("start"))
                .filter(start -> start.isAfter(clock.instant().minus(RECENT))).isPresent();
        Map<String, Instant> times = recent && !wanted.isEmpty() ? JobHistory.of(office, appointment) : Map.of();
        List<VisitEvent> events = new ArrayList<>();
        for (String event : wanted) {
            boolean shown = event.equals(SHOWN.get(status));
            Optional.ofNullable(times.get(event)).map(Instant::toString)
                    .or(() -> shown ? changed.map(Object::toString) : Optional.empty())
                    .ifPresent(at -> events.add(event(event, appointment, at, !shown)));
        }
        return events;
    }

    private List<String> undecided(StreamKey key, long appointment, String status) {
        return STEPS.get(status).stream().filter(event -> !told.decided(key, event, "appointment", appointment)).toList();
    }

    private static VisitEvent event(String event, Map<String, Object> appointment, String at, boolean recovered) {
        Map<String, Object> more = new HashMap<>();
        more.put(VisitEvents.JOB, appointment.get("jobId"));
        if (recovered) {
            more.put(RECOVERED, true);
        }
        return VisitEvent.of(event, "appointment", (Long) appointment.get("id"), appointment.get("customerId"), at, more);
    }
}
