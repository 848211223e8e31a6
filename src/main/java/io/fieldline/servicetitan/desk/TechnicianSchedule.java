package io.fieldline.servicetitan.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.Spans.Span;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Who works when, on what, and who is free. */
final class TechnicianSchedule implements ReadingTool {

    private static final int LONGEST = 14;
    private static final int USUAL = 7;

    private final Desk desk;

    TechnicianSchedule(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("technician_schedule", "Technicians' schedule",
                "Lists, for each day and technician, the shift, what is on it and what is free, for at most 14 days. Who has two"
                        + " hours tomorrow: {from: \"tomorrow\", to: \"tomorrow\", freeMinutes: 120}.",
                "dispatch",
                Shape.input().text("technician", "Name or id").text("from", "First day; today by default")
                        .text("to", "Last day; six days later by default")
                        .with("freeMinutes", "integer", "Only days with a free stretch of this length").paged().node(),
                Shape.listed(Shape.object().plain("day").ids("technicianId").plain("technician").texts("shift", "")
                        .list("busy", Shape.object().plain("time", "what", "status")).texts("free", "")).node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        LocalDate from = args.day("from").orElse(at.today());
        LocalDate to = args.day("to").orElse(from.plusDays(USUAL - 1));
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1 || days > LONGEST) {
            throw Args.wrong("to", "must be " + from + " or up to 13 days later; ask for a longer time in parts");
        }
        Optional<Long> technician = args.text("technician")
                .map(text -> at.names().one(NameKind.TECHNICIAN, text).path("id").longValue());
        Duration free = Duration.ofMinutes(args.node("freeMinutes").asLong(0));
        Schedule schedule = Schedule.read(at, from, to, technician);
        Map<Long, String> names = at.names().of(NameKind.TECHNICIAN, schedule.technicians());
        List<ObjectNode> rows = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            for (long id : schedule.technicians()) {
                row(at, schedule, day, id, free).ifPresent(row -> rows.add(row.put("technician", names.get(id))));
            }
        }
        return Listing.ofAll(cursor, rows, some -> some);
    }

    /** Empty for a day without anything, or without a free stretch of that length. */
    private static Optional<ObjectNode> row(TenantDesk at, Schedule schedule, LocalDate day, long technician, Duration free) {
        Instant from = at.begin(day);
        Instant to = at.begin(day.plusDays(1));
        List<Span> shifts = schedule.shifts(technician, from, to);
        List<Schedule.Taken> taken = schedule.taken(technician, from, to);
        List<Span> left = schedule.free(technician, from, to);
        boolean wanted = free.isZero()
                ? !shifts.isEmpty() || !taken.isEmpty()
                : left.stream().anyMatch(span -> span.length().compareTo(free) >= 0);
        if (!wanted) {
            return Optional.empty();
        }
        ObjectNode row = Trees.object().put("day", day.toString()).put("technicianId", technician);
        shifts.forEach(span -> row.withArrayProperty("shift").add(time(span, at.zone())));
        taken.forEach(one -> row.withArrayProperty("busy").add(
                new Shown(row, at.zone()).put("time", time(one.span(), at.zone())).put("what", one.what())
                        .put("status", one.status())
                        .row()));
        left.forEach(span -> row.withArrayProperty("free").add(time(span, at.zone())));
        return Optional.of(row);
    }

    private static String time(Span span, ZoneId zone) {
        return LocalTime.ofInstant(span.from(), zone).truncatedTo(ChronoUnit.MINUTES) + "-"
                + LocalTime.ofInstant(span.to(), zone).truncatedTo(ChronoUnit.MINUTES);
    }
}
