package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Estimates, open and unsold ones above all. */
final class ShowEstimates implements ReadingTool {

    static final String RESOURCE = "sales/estimates";
    private static final int LINES = 30;

    private final Desk desk;
    private final Customers customers;

    ShowEstimates(Desk desk, Customers customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("show_estimates", "Show estimates",
                "Lists estimates, newest first; by id, with their lines. Unsold ones of the last weeks: {status: \"Open\", from:"
                        + " \"2026-02-01\"}.",
                "sales",
                Shape.input().text("estimate", "Id").person("customer", "Name, phone, e-mail or id").text("job", "Number or id")
                        .choice("status", "", "Open", "Sold", "Dismissed").text("from", "Made on this day or later")
                        .with("over", "number", "Total above this").paged().node(),
                Shape.listed(Shape.object().ids("id").plain("status", "job").ids("customerId").personal("customer", "name")
                        .numbers("subtotal", "tax").plain("createdOn", "soldOn").quoted("name", "summary")
                        .list("lines",
                                Shape.object().ids("id").plain("sku").numbers("qty", "price", "total").quoted("description")))
                        .node(),
                Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        if (args.has("estimate")) {
            return Listing.ofAll(cursor, List.of(at.record(RESOURCE, id(args.need("estimate")))),
                    rows -> shown(at, rows, true));
        }
        if (args.has("customer")) {
            return Listing.ofAll(cursor, ofCustomer(at, args), rows -> shown(at, rows, false));
        }
        return Listing.of(cursor, at.page(RESOURCE, query(at, args), cursor.page(), Listing.PAGE),
                rows -> shown(at, rows, false));
    }

    private static long id(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Args.wrong("estimate", "must be an id");
        }
        return Long.parseLong(text);
    }

    private static Query query(TenantDesk at, Args args) {
        return Query.all().with("jobId", args.text("job").map(text -> JobChoice.job(at, text).path("id")))
                .with("status", args.text("status")).with("createdOnOrAfter", args.day("from").map(at::begin))
                .with("totalGreater", args.text("over")).with("sort", "-Id");
    }

    /** The list has no filter for customers, but one for locations. */
    private List<ObjectNode> ofCustomer(TenantDesk at, Args args) {
        long customer = customers.one(at, args.need("customer")).path("id").longValue();
        List<ObjectNode> found = new ArrayList<>();
        at.rows("crm/locations", Query.inactiveToo().with("customerId", customer), 500).rows().forEach(location -> found
                .addAll(at.rows(RESOURCE, query(at, args).with("locationId", location.path("id").asText()), 500).rows()));
        return found.stream().filter(row -> row.path("customerId").longValue() == customer)
                .sorted(Comparator.comparingLong((ObjectNode row) -> row.path("id").longValue()).reversed()).toList();
    }

    private static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows, boolean lines) {
        Map<Long, String> names = at.names().of(NameKind.CUSTOMER, JobRows.longs(rows, "customerId"));
        return rows.stream().map(row -> {
            ObjectNode shown = new Shown(row, at.zone()).id().field("status", "status.name").field("job", "jobNumber")
                    .fields("customerId").put("customer", names.getOrDefault(row.path("customerId").longValue(), ""))
                    .fields("subtotal", "tax").moments("createdOn", "soldOn").quoted("name", "name")
                    .quoted("summary", "summary").row();
            if (lines) {
                ArrayNode items = shown.putArray("lines");
                for (JsonNode item : row.path("items")) {
                    if (items.size() < LINES) {
                        items.add(new Shown(item, at.zone()).id().field("sku", "sku.name").fields("qty")
                                .put("price", item.path("unitRate")).fields("total").quoted("description", "description")
                                .row());
                    }
                }
            }
            return shown;
        }).toList();
    }
}
