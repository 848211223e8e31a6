package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Invoices, outstanding and overdue ones above all. */
final class FindInvoices implements ReadingTool {

    private final Desk desk;
    private final Customers customers;

    FindInvoices(Desk desk, Customers customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("find_invoices", "Find invoices",
                "Lists invoices with what is still to pay. Who owes money: {show: \"overdue\"}; what a customer owes: {customer:"
                        + " \"Alvarez\", show: \"outstanding\"}.",
                "office",
                Shape.input().person("customer", "Name, phone, e-mail or id").text("number", "").text("job", "Number")
                        .choice("show", "Outstanding has a balance, overdue is past its due date too", "all", "outstanding",
                                "overdue")
                        .text("from", "Invoice date").text("to", "Last invoice date").paged().node(),
                Shape.listed(InvoiceRows.shape(true)).node(), Hints.reading());
    }

    @Override
    public ObjectNode read(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        Cursor cursor = Cursor.of(args.text("cursor"));
        // Dates of invoices are midnight in no time zone.
        Query query = Query.all().with("customerId", args.text("customer").map(text -> customers.one(at, text).path("id")))
                .with("number", args.text("number")).with("jobNumber", args.text("job"))
                .with("invoicedOnOrAfter", args.day("from").map(FindInvoices::midnight))
                .with("invoicedOnBefore", args.day("to").map(day -> midnight(day.plusDays(1)))).with("sort", "-Id");
        String show = args.text("show").orElse("all");
        if (!show.equals("all")) {
            query.with("balanceFilter.Balance", 0).with("balanceFilter.Comparer", "Greater");
        }
        if (show.equals("overdue")) {
            query.with("dueDateBefore", midnight(at.today()));
        }
        return Listing.of(cursor, at.page(InvoiceRows.RESOURCE, query, cursor.page(), Listing.PAGE), rows -> shown(at, rows));
    }

    private static String midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    private static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows) {
        List<ObjectNode> shown = InvoiceRows.shown(at, rows, true);
        shown.stream().filter(row -> Trees.money(row, "balance").signum() > 0).forEach(row -> {
            long days = daysSince(row.path("due").asText(), at.today());
            if (days > 0) {
                row.put("daysOverdue", days);
            }
        });
        return shown;
    }

    private static long daysSince(String day, LocalDate today) {
        try {
            return ChronoUnit.DAYS.between(LocalDate.parse(day), today);
        } catch (DateTimeException noDueDate) {
            return 0;
        }
    }
}
