package io.fieldline.servicetitan.desk;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** The appointments of a day, as the dispatch board shows them. */
final class TodaysBoard implements ReadingTool {

    private static final int MOST = 2_000;

    private final Desk desk;

    TodaysBoard(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("todays_board", "The board of a day",
                "Lists the appointments of a day in order, with technicians, job and customer, and counts them by status."
                        + " Example: {day: \"tomorrow\", unassigned: true}.",
                "dispatch",
                Shape.input().text("day", "A date, today (the default) or tomorrow").text("technician", "Name or id")
                        .choice("status", "", "Scheduled", "Dispatched", "Working", "Hold", "Done", "Canceled")
                        .with("unassigned", "boolean", "Only those without a technician").paged().node(),
                Shape.listed(Shape.object().ids("id").plain("start", "end", "status", "job", "jobType").ids("customerId")
                        .personal("customer", "name").plain("technicians").with("confirmed", "boolean", ""))
                        .plain("day").with("byStatus", "object", "").node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        LocalDate day = args.day("day").orElse(at.today());
        Query query = Query.all().from("startsOnOrAfter", at.begin(day)).from("startsBefore", at.begin(day.plusDays(1)))
                .with("status", args.text("status")).with("technicianId",
                        args.text("technician").map(text -> at.names().one(NameKind.TECHNICIAN, text).path("id")));
        Page read = at.rows(JobRows.APPOINTMENTS, query, MOST);
        List<ObjectNode> found = read.rows();
        Map<Long, List<ObjectNode>> crews = Crews.of(at, JobRows.longs(found, "id"));
        List<ObjectNode> rows = found.stream()
                .filter(row -> !args.node("unassigned").asBoolean() || !crews.containsKey(row.path("id").longValue()))
                .sorted(Comparator.comparing(row -> row.path("start").asText())).toList();
        ObjectNode answer = Listing.ofAll(cursor, rows, some -> shown(at, some, crews)).put("day", day.toString());
        ObjectNode counts = answer.putObject("byStatus");
        rows.forEach(row -> counts.put(row.path("status").asText(), counts.path(row.path("status").asText()).asInt() + 1));
        return read.more()
                ? answer.put("leftOut", "all but the first " + MOST + " appointments; filter by technician")
                : answer;
    }

    private static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows, Map<Long, List<ObjectNode>> crews) {
        Map<Long, ObjectNode> jobs = at.byIds(JobRows.RESOURCE, JobRows.longs(rows, "jobId"));
        Map<Long, String> customers = at.names().of(NameKind.CUSTOMER, JobRows.longs(rows, "customerId"));
        Map<Long, String> types = at.names().of(NameKind.JOB_TYPE, JobRows.longs(List.copyOf(jobs.values()), "jobTypeId"));
        return rows.stream().map(row -> {
            ObjectNode job = jobs.get(row.path("jobId").longValue());
            return new Shown(row, at.zone()).id().moments("start", "end").field("status", "status")
                    .put("job", job == null ? row.path("jobId").asText() : job.path("jobNumber").asText())
                    .put("jobType", job == null ? "" : types.get(job.path("jobTypeId").longValue())).fields("customerId")
                    .put("customer", customers.get(row.path("customerId").longValue()))
                    .put("technicians", Crews.names(crews.getOrDefault(row.path("id").longValue(), List.of())))
                    .flag("confirmed", row.path("isConfirmed").asBoolean()).row();
        }).toList();
    }
}
