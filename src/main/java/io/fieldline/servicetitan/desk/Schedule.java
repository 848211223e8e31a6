package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.Spans.Span;
import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Shifts and what is on them, of one technician or of all, within a window of days. */
final class Schedule {

    private static final int MOST = 5_000;
    private static final Duration DAY = Duration.ofDays(1);

    /** @param what the number of a job, or the name of what is none */
    record Taken(Span span, String what, String status) {}

    private final Map<Long, List<Span>> shifts = new TreeMap<>();
    private final Map<Long, List<Taken>> taken = new TreeMap<>();

    private Schedule() {}

    /** Lists are asked for by begin: what began the day before may reach into the window. */
    static Schedule read(TenantDesk at, LocalDate from, LocalDate to, Optional<Long> technician) {
        Schedule schedule = new Schedule();
        Instant begin = at.begin(from).minus(DAY);
        Instant end = at.begin(to.plusDays(1));
        Query shifts = Query.all().from("startsOnOrAfter", begin).from("endsOnOrBefore", end.plus(DAY)).with("technicianId",
                technician);
        all(at, "dispatch/technician-shifts", shifts).forEach(schedule::shift);
        Query appointments = Query.all().from("startsOnOrAfter", begin).from("startsBefore", end).with("technicianId",
                technician);
        schedule.jobs(at, all(at, JobRows.APPOINTMENTS, appointments), technician);
        Query others = Query.all().from("startsOnOrAfter", begin).from("startsOnOrBefore", end).with("activeOnly", true)
                .with("technicianId", technician);
        all(at, "dispatch/non-job-appointments", others).forEach(schedule::other);
        return schedule;
    }

    private static List<ObjectNode> all(TenantDesk at, String resource, Query query) {
        Page read = at.rows(resource, query, MOST);
        if (read.more()) {
            throw RefusedCallException.of("not_possible",
                    "More than " + MOST + " " + resource + " are in these days; ask for one technician or for fewer days.");
        }
        return read.rows();
    }

    List<Long> technicians() {
        TreeSet<Long> ids = new TreeSet<>(shifts.keySet());
        ids.addAll(taken.keySet());
        return List.copyOf(ids);
    }

    List<Span> shifts(long technician, Instant from, Instant to) {
        return Spans.within(shifts.getOrDefault(technician, List.of()), from, to);
    }

    List<Taken> taken(long technician, Instant from, Instant to) {
        List<Taken> found = new ArrayList<>();
        for (Taken one : taken.getOrDefault(technician, List.of())) {
            Spans.within(List.of(one.span()), from, to)
                    .forEach(span -> found.add(new Taken(span, one.what(), one.status())));
        }
        found.sort((one, other) -> one.span().from().compareTo(other.span().from()));
        return found;
    }

    List<Span> free(long technician, Instant from, Instant to) {
        return Spans.minus(shifts(technician, from, to), taken(technician, from, to).stream().map(Taken::span).toList());
    }

    private void shift(ObjectNode row) {
        long technician = row.path("technicianId").longValue();
        span(row.path("start").asText(), row.path("end").asText()).ifPresent(span -> {
            if (row.path("shiftType").asText().equals("TimeOff")) {
                put(technician, new Taken(span, "time off", ""));
            } else {
                shifts.computeIfAbsent(technician, id -> new ArrayList<>()).add(span);
            }
        });
    }

    private void jobs(TenantDesk at, List<ObjectNode> appointments, Optional<Long> technician) {
        List<ObjectNode> ahead = appointments.stream().filter(row -> !row.path("status").asText().equals("Canceled")).toList();
        Map<Long, List<ObjectNode>> crews = Crews.of(at, JobRows.longs(ahead, "id"));
        Map<Long, ObjectNode> jobs = at.byIds(JobRows.RESOURCE, JobRows.longs(ahead, "jobId"));
        for (ObjectNode row : ahead) {
            ObjectNode job = jobs.get(row.path("jobId").longValue());
            String number = job == null ? row.path("jobId").asText() : job.path("jobNumber").asText();
            span(row.path("start").asText(), row.path("end").asText()).ifPresent(span -> crews
                    .getOrDefault(row.path("id").longValue(), List.of()).stream()
                    .map(assignment -> assignment.path("technicianId").longValue())
                    .filter(id -> technician.map(only -> only.longValue() == id).orElse(true)).distinct()
                    .forEach(id -> put(id, new Taken(span, "job " + number, row.path("status").asText()))));
        }
    }

    private void other(ObjectNode row) {
        Optional<Span> span = start(row.path("start").asText())
                .map(start -> new Span(start, start.plus(length(row.path("duration").asText()))));
        if (row.path("active").asBoolean(true)) {
            span.ifPresent(one -> put(row.path("technicianId").longValue(), new Taken(one, "other appointment", "")));
        }
    }

    private void put(long technician, Taken one) {
        taken.computeIfAbsent(technician, id -> new ArrayList<>()).add(one);
    }

    private static Optional<Span> span(String from, String to) {
        return start(from).flatMap(begin -> start(to).filter(begin::isBefore).map(end -> new Span(begin, end)));
    }

    private static Optional<Instant> start(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** <code>1.02:30:00</code> is a day, two hours and a half. */
    private static Duration length(String text) {
        if (!text.matches("(\\d+\\.)?\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?")) {
            return Duration.ZERO;
        }
        String[] parts = text.split("[.:]");
        int hours = text.matches("\\d+\\..*") ? 1 : 0;
        return Duration.ofDays(hours == 1 ? Long.parseLong(parts[0]) : 0).plusHours(Long.parseLong(parts[hours]))
                .plusMinutes(Long.parseLong(parts[hours + 1])).plusSeconds(Long.parseLong(parts[hours + 2]));
    }
}
