package io.fieldline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Timestamps;

/**
 * What can still be booked: frames of four hours, a technician counting for each in which a shift covers it and no
 * appointment is in it. Who has the skills that the job type requires is told, and counts all the same.
 */
final class Capacity {

    private static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration FRAME = Duration.ofHours(4);
    private static final List<LocalTime> BEGINS = List.of(LocalTime.of(8, 0), LocalTime.of(12, 0));

    private record Span(Instant from, Instant to) {}

    private final Rows rows;

    Capacity(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("dispatch/capacity create", (match, body) -> answer(body));
    }

    private ObjectNode answer(ObjectNode body) {
        Instant from = Rows.time(body, "startsOnOrAfter");
        Instant to = Rows.time(body, "endsOnOrBefore");
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Rows.invalid("endsOnOrBefore", "The time frame must be longer than nothing and at most 14 days.");
        }
        Set<String> required = new HashSet<>();
        if (body.hasNonNull("jobTypeId")) {
            rows.named("jpm/job-types", body, "jobTypeId").path("skills").forEach(skill -> required.add(skill.asText()));
        }
        ObjectNode answer = Rows.NODES.objectNode().put("timeStamp", rows.now());
        answer.putArray("availabilities");
        for (LocalDate day = LocalDate.ofInstant(from, rows.zone()); day.atStartOfDay(rows.zone()).toInstant()
                .isBefore(to); day = day.plusDays(1)) {
            for (LocalTime begin : BEGINS) {
                Instant start = day.atTime(begin).atZone(rows.zone()).toInstant();
                Span frame = new Span(start, start.plus(FRAME));
                if (!frame.from().isBefore(from) && !frame.to().isAfter(to)) {
                    answer.withArrayProperty("availabilities").add(frame(frame, body.path("businessUnitIds"), required));
                }
            }
        }
        return answer;
    }

    private ObjectNode frame(Span frame, JsonNode units, Set<String> required) {
        ObjectNode row = Rows.NODES.objectNode().put("start", local(frame.from())).put("end", local(frame.to()))
                .put("startUtc", Timestamps.text(frame.from())).put("endUtc", Timestamps.text(frame.to()));
        row.putArray("businessUnitIds").addAll(units.valueStream().toList());
        Set<Long> busy = busy(frame);
        List<Long> working = working(frame);
        long open = working.stream().filter(technician -> !busy.contains(technician)).count();
        row.put("totalAvailability", working.size() * (double) FRAME.toHours())
                .put("openAvailability", open * (double) FRAME.toHours());
        row.putArray("technicians");
        working.forEach(technician -> row.withArrayProperty("technicians").addObject().put("id", technician)
                .put("name", rows.row("settings/technicians", technician).path("name").asText())
                .put("status", busy.contains(technician) ? "Unavailable" : "Available")
                .put("hasRequiredSkills", skills(technician).containsAll(required)));
        return row.put("isAvailable", open > 0).put("isExceedingIdealBookingPercentage", false);
    }

    /** The contractor's own time, written like any other. */
    private String local(Instant instant) {
        return Timestamps.text(instant.atZone(rows.zone()).toLocalDateTime().toInstant(ZoneOffset.UTC));
    }

    private Set<String> skills(long technician) {
        Set<String> skills = new HashSet<>();
        rows.row("settings/technicians", technician).path("skills").forEach(skill -> skills.add(skill.path("name").asText()));
        return skills;
    }

    private List<Long> working(Span frame) {
        return active("dispatch/technician-shifts").stream()
                .filter(shift -> !shift.path("shiftType").asText().equals("TimeOff"))
                .filter(shift -> !Rows.time(shift, "start").isAfter(frame.from())
                        && !Rows.time(shift, "end").isBefore(frame.to()))
                .map(shift -> shift.path("technicianId").longValue()).distinct().sorted().toList();
    }

    private Set<Long> busy(Span frame) {
        Set<Long> appointments = new HashSet<>();
        active("jpm/appointments").stream()
                .filter(row -> !row.path("status").asText().equals("Canceled") && Rows.time(row, "start").isBefore(frame.to())
                        && Rows.time(row, "end").isAfter(frame.from()))
                .forEach(row -> appointments.add(row.path("id").longValue()));
        Set<Long> busy = new HashSet<>();
        active("dispatch/appointment-assignments").stream()
                .filter(row -> appointments.contains(row.path("appointmentId").longValue()))
                .forEach(row -> busy.add(row.path("technicianId").longValue()));
        return busy;
    }

    private List<ObjectNode> active(String collection) {
        List<ObjectNode> found = new ArrayList<>();
        Table table = rows.table(collection);
        table.heads(head -> {
            if (head.active()) {
                table.row(head.id()).ifPresent(found::add);
            }
        });
        return found;
    }
}
