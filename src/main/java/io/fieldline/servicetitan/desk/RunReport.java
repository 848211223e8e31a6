package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Runs a report by its name. ServiceTitan answers each one once a minute. */
final class RunReport implements ReadingTool {

    /** ServiceTitan's own usual number; more are cut anyway. */
    private static final int ROWS = 1_000;

    private final Desk desk;

    RunReport(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("run_report", "Run a report",
                "Runs a report of ServiceTitan, at most once a minute each; without report, lists them. Example: {report:"
                        + " \"Revenue by technician\", parameters: {From: \"2026-05-01\", To: \"2026-05-31\"}, columns: [\"Name\","
                        + " \"Revenue\"]}. Rows that are too long together are left out and counted.",
                "reporting",
                Shape.input().text("report", "Name, part of it, or id").text("category", "Name or id")
                        .with("parameters", "object", "By name; a call without those that are required tells them")
                        .texts("columns", "Names or labels; all when not given").node(),
                Shape.listed(ReportRows.shape()).nested("report", Shape.object().ids("id").quoted("name", "category"))
                        .list("reports", Shape.object().ids("id").quoted("name", "category", "description"))
                        .list("columns", Shape.object().plain("name").quoted("label")).node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        ReportChoice choice = new ReportChoice(at);
        List<Report> known = choice.known(args.text("category"));
        if (!args.has("report")) {
            return listed(known);
        }
        Report report = choice.one(known, args.need("report"));
        ObjectNode definition = choice.definition(report);
        ObjectNode body = ReportParameters.body(definition.path("parameters"), args.node("parameters"));
        ReportRows rows = new ReportRows(definition.path("fields"), args.texts("columns"));
        JsonNode data = at.read(at.operation(ReportChoice.REPORTS, "data"), report.path(),
                Query.all().with("page", 1).with("pageSize", ROWS).with("includeTotal", true), body);
        ObjectNode answer = rows.shown(data);
        ObjectNode head = answer.putObject("report").put("id", report.id());
        head.set("name", Quoted.of(report.name()));
        head.set("category", Quoted.of(report.category()));
        return answer;
    }

    private static ObjectNode listed(List<Report> known) {
        ObjectNode answer = Trees.object().put("total", known.size());
        answer.putArray("items");
        ArrayNode reports = answer.putArray("reports");
        List<ObjectNode> rows = new ArrayList<>();
        known.forEach(report -> rows.add(report.row()));
        int size = 0;
        for (ObjectNode row : rows) {
            size += Trees.bytes(row).length;
            if (size > Listing.SIZE) {
                answer.put("leftOut", (rows.size() - reports.size()) + " more reports; ask for a category");
                break;
            }
            reports.add(row);
        }
        return answer;
    }
}
