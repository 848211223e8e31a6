package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Jobs by who, where, what and when. */
final class FindJobs implements ReadingTool {

    private final Desk desk;
    private final Customers customers;

    FindJobs(Desk desk, Customers customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("find_jobs", "Find jobs",
                "Lists jobs, newest first, that fit all filters. Example: {status: \"Scheduled\", from: \"2026-03-09\", to:"
                        + " \"2026-03-13\", technician: \"Kim\"}. show_job tells more of one.",
                "dispatch",
                Shape.input().person("customer", "Name, phone, e-mail or id").text("technician", "Name or id")
                        .text("jobType", "Name or id").text("businessUnit", "Name or id")
                        .choice("status", "", "Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled")
                        .text("number", "").text("from", "First day of an appointment").text("to", "Last day").paged().node(),
                Shape.listed(JobRows.shape()).node(), Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        Query query = Query.all().with("number", args.text("number")).with("jobStatus", args.text("status"))
                .with("customerId", args.text("customer").map(text -> customers.one(at, text).path("id")))
                .with("technicianId", args.text("technician").map(text -> id(at, NameKind.TECHNICIAN, text)))
                .with("jobTypeId", args.text("jobType").map(text -> id(at, NameKind.JOB_TYPE, text)))
                .with("businessUnitId", args.text("businessUnit").map(text -> id(at, NameKind.BUSINESS_UNIT, text)))
                .with("appointmentStartsOnOrAfter", args.day("from").map(at::begin))
                .with("appointmentStartsBefore", args.day("to").map(day -> at.begin(day.plusDays(1)))).with("sort", "-Id");
        return Listing.of(cursor, at.page(JobRows.RESOURCE, query, cursor.page(), Listing.PAGE),
                rows -> JobRows.shown(at, rows, true));
    }

    private static String id(TenantDesk at, NameKind kind, String text) {
        return at.names().one(kind, text).path("id").asText();
    }
}
