package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Names;
import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** A job on one sheet. */
final class ShowJob implements ReadingTool {

    private static final int SIZE = 6_000;
    private static final int RECENT = 10;

    private final Desk desk;

    ShowJob(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("show_job", "Show a job",
                "Shows a job: status, appointments with technicians, notes, history, estimates, invoice, names of attachments.",
                "dispatch", Shape.input().text("job", "Number or id").required("job").node(),
                Shape.object().ids("id", "customerId").plain("number", "status").personal("customer", "name")
                        .personal("address", "address").plain("jobType", "businessUnit", "campaign", "priority", "completedOn")
                        .numbers("total").texts("tags", "").quoted("summary")
                        .list("fields", Shape.object().plain("name").quoted("value"))
                        .list("appointments", Shape.object().ids("id").plain("number", "start", "end", "status", "technicians")
                                .with("confirmed", "boolean", "").quoted("instructions"))
                        .list("notes", Shape.object().plain("on").quoted("text"))
                        .list("history", Shape.object().plain("on", "event").quoted("memo"))
                        .list("estimates", Shape.object().ids("id").plain("status").numbers("subtotal").quoted("name"))
                        .list("invoices", InvoiceRows.shape(false)).list("attachments", Shape.object().ids("id").quoted("name"))
                        .plain("leftOut").node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        ObjectNode job = JobChoice.job(at, new Args(call, at).need("job"));
        long id = job.path("id").longValue();
        return new Sections(sheet(at, job)).list("appointments", () -> appointments(at, id)).list("notes", () -> notes(at, id))
                .list("history", () -> history(at, id)).list("estimates", () -> estimates(at, id))
                .list("invoices", () -> invoices(at, job.path("invoiceId").longValue()))
                .list("attachments", () -> attachments(at, id)).within(SIZE);
    }

    private static ObjectNode sheet(TenantDesk at, ObjectNode job) {
        Names names = at.names();
        ObjectNode location = at.find("crm/locations", job.path("locationId").asText()).orElseGet(Trees::object);
        ObjectNode sheet = new Shown(job, at.zone()).id().field("number", "jobNumber").field("status", "jobStatus")
                .fields("customerId").put("customer", names.of(NameKind.CUSTOMER, job.path("customerId").longValue()))
                .put("address", new Shown(location, at.zone()).address("line", "address").row().path("line"))
                .put("jobType", names.of(NameKind.JOB_TYPE, job.path("jobTypeId").longValue()))
                .put("businessUnit", names.of(NameKind.BUSINESS_UNIT, job.path("businessUnitId").longValue()))
                .put("campaign", names.of(NameKind.CAMPAIGN, job.path("campaignId").longValue())).field("priority", "priority")
                .moments("completedOn").fields("total").quoted("summary", "summary").row();
        names.of(NameKind.TAG, Trees.ids(job.path("tagTypeIds"))).values()
                .forEach(name -> sheet.withArrayProperty("tags").add(name));
        for (JsonNode field : job.path("customFields")) {
            sheet.withArrayProperty("fields")
                    .add(new Shown(field, at.zone()).field("name", "name").quoted("value", "value").row());
        }
        return sheet;
    }

    private static Sections.Part appointments(TenantDesk at, long job) {
        List<ObjectNode> rows = JobChoice.appointments(at, job);
        Map<Long, List<ObjectNode>> crews = Crews.of(at, JobRows.longs(rows, "id"));
        return new Sections.Part(rows.stream().map(row -> new Shown(row, at.zone()).id().field("number", "appointmentNumber")
                .moments("start", "end").field("status", "status")
                .put("technicians", Crews.names(crews.getOrDefault(row.path("id").longValue(), List.of())))
                .flag("confirmed", row.path("isConfirmed").asBoolean()).quoted("instructions", "specialInstructions").row())
                .toList(), rows.size());
    }

    private static Sections.Part notes(TenantDesk at, long job) {
        Page page = at.page(at.operation("jpm/jobs/notes", "list"), Map.of("id", Long.toString(job)), Query.all(), 1, RECENT);
        return new Sections.Part(page.rows().stream().map(row -> Notes.shown(row, at)).toList(), page.total());
    }

    /** The latest last, as ServiceTitan tells it. */
    private static Sections.Part history(TenantDesk at, long job) {
        JsonNode history = at.read(at.operation("jpm/jobs/history", "get"), Map.of("id", Long.toString(job)), Query.all(), null)
                .path("history");
        List<ObjectNode> rows = history.valueStream().map(row -> new Shown(row, at.zone())
                .put("on", Shown.moment(row.path("date").asText(), at.zone())).field("event", "eventType")
                .quoted("memo", "memo")
                .row()).toList();
        return new Sections.Part(rows.subList(Math.max(0, rows.size() - RECENT), rows.size()), rows.size());
    }

    private static Sections.Part estimates(TenantDesk at, long job) {
        Page page = at.page(ShowEstimates.RESOURCE, Query.all().with("jobId", job), 1, RECENT);
        return new Sections.Part(page.rows().stream().map(row -> new Shown(row, at.zone()).id().field("status", "status.name")
                .fields("subtotal").quoted("name", "name").row()).toList(), page.total());
    }

    private static Sections.Part invoices(TenantDesk at, long invoice) {
        List<ObjectNode> rows = List.copyOf(at.byIds(InvoiceRows.RESOURCE, List.of(invoice)).values());
        return new Sections.Part(InvoiceRows.shown(at, rows, false), rows.size());
    }

    /** What the list answers is not documented; what an upload answers names the file so. */
    private static Sections.Part attachments(TenantDesk at, long job) {
        Page page = at.page(at.operation("forms/jobs/attachments", "list"), Map.of("jobId", Long.toString(job)), Query.all(), 1,
                RECENT);
        return new Sections.Part(page.rows().stream()
                .map(row -> new Shown(row, at.zone()).fields("id").quoted("name", "fileName").row()).toList(), page.total());
    }
}
