package io.fieldline.servicetitan.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When technicians set out and arrived, as a job's history tells it. ServiceTitan documents <code>eventType</code> as a text and
 * lists no values; integrators see words such as <code>Technician Arrived</code>. One that is not known here tells nothing.
 */
final class JobHistory {

    private static final Map<String, String> EVENTS = Map.of("technician dispatched", VisitEvents.ON_THE_WAY, "dispatched",
            VisitEvents.ON_THE_WAY, "technician arrived", VisitEvents.ARRIVED, "arrived", VisitEvents.ARRIVED, "working",
            VisitEvents.ARRIVED);

    private record Entry(String event, Instant at) {}

    private JobHistory() {}

    /** The last time of each event of a visit, by the names of {@link VisitEvents}. */
    static Map<String, Instant> of(Office office, Map<String, Object> appointment) {
        if (!(appointment.get("jobId") instanceof Long job)) {
            return Map.of();
        }
        List<Entry> entries = office.history(job).stream().flatMap(row -> entry(row).stream()).toList();
        if (entries.isEmpty()) {
            return Map.of();
        }
        List<Map<String, Object>> visits = office.rows("jpm", "appointments", "jobId", job, "jobId").stream()
                .filter(row -> !Boolean.FALSE.equals(row.get("active"))).toList();
        Map<String, Instant> times = new HashMap<>();
        entries.stream().filter(entry -> isOf(appointment, visits, entry.at())).forEach(
                entry -> times.merge(entry.event(), entry.at(), (one, other) -> one.isAfter(other) ? one : other));
        return times;
    }

    private static Optional<Entry> entry(Map<?, ?> row) {
        String event = EVENTS.get(Objects.toString(row.get("eventType"), "").strip().toLowerCase(Locale.ROOT));
        return event == null ? Optional.empty() : Moments.instant(row.get("date")).map(at -> new Entry(event, at));
    }

    /** The history names the job and no visit: it is the one that was to begin next to that time. */
    private static boolean isOf(Map<String, Object> appointment, List<Map<String, Object>> visits, Instant at) {
        return visits.stream().filter(visit -> Moments.instant(visit.get("start")).isPresent())
                .min(Comparator
                        .comparing(visit -> Duration.between(Moments.instant(visit.get("start")).orElseThrow(), at).abs()))
                .map(nearest -> nearest.get("id").equals(appointment.get("id"))).orElse(true);
    }
}
