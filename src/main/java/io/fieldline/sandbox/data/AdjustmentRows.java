package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adjustments of invoices, their lines, and the refunds and split payments that settle them. */
final class AdjustmentRows {

    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

    private final Plan plan;
    private final Settlement settlement;
    private final InvoiceRows invoices;
    private final int rows;

    AdjustmentRows(Plan plan, Settlement settlement, InvoiceRows invoices) {
        this.plan = plan;
        this.settlement = settlement;
        this.invoices = invoices;
        this.rows = settlement.hundreds() * 2;
    }

    RowSource adjustments() {
        Timeline timeline = plan.after(plan.jobs(), rows);
        return Generated.of(Ids.INVOICES + plan.jobs(), rows, timeline, index -> adjustment(index, timeline));
    }

    RowSource items() {
        int before = plan.jobs() * InvoiceRows.LINES;
        return Generated.of(Ids.INVOICE_ITEMS + before, rows, plan.after(before, rows),
                index -> line(index).put("invoiceId", Ids.INVOICES + plan.jobs() + index));
    }

    RowSource payments() {
        Timeline timeline = plan.after(plan.payments(), rows);
        return Generated.of(Ids.PAYMENTS + plan.payments(), rows, timeline,
                index -> payment(index, Timestamps.text(timeline.at(index).truncatedTo(ChronoUnit.DAYS))));
    }

    private static boolean charges(int index) {
        return index % 2 == 1;
    }

    private int job(int index) {
        return charges(index) ? settlement.charged(index / 2) : settlement.reduced(index / 2);
    }

    private static BigDecimal amount(int index) {
        return charges(index) ? Settlement.CHARGE : Settlement.REDUCTION.negate();
    }

    private ObjectNode adjustment(int index, Timeline timeline) {
        String date = Timestamps.text(timeline.at(index).truncatedTo(ChronoUnit.DAYS));
        ObjectNode row = invoices.header(job(index));
        row.put("referenceNumber", row.get("referenceNumber").asText() + "-A");
        row.put("adjustmentToId", Ids.INVOICES + job(index));
        row.put("invoiceDate", date).put("dueDate", date);
        row.put("subTotal", amount(index)).put("salesTax", NOTHING).put("total", amount(index)).put("balance", NOTHING);
        row.put("syncStatus", "Posted").put("reviewStatus", "Reviewed").put("sentStatus", "NotSent").put("paidOn", date);
        row.putArray("items").add(line(index).put("createdOn", date).put("modifiedOn", date));
        return row;
    }

    private ObjectNode line(int index) {
        int kind = plan.kindIndexOfJob(job(index));
        return InvoiceRows.line(Ids.INVOICE_ITEMS + (long) plan.jobs() * InvoiceRows.LINES + index, 1, "Service",
                Ids.SERVICES + kind, plan.kindOfJob(job(index)).name(), BigDecimal.ONE, amount(index));
    }

    private ObjectNode payment(int index, String date) {
        int hundred = index / 2;
        long id = Ids.PAYMENTS + plan.payments() + index;
        BigDecimal part = charges(index) ? settlement.partPaid(hundred) : NOTHING;
        ObjectNode row = invoices.paymentHeader(id, job(index));
        row.put("date", date).put("type", "Check").put("typeId", "1").put("checkNumber", String.valueOf(9000 + index));
        row.put("total", amount(index).add(part)).put("unappliedAmount", NOTHING);
        var applied = row.putArray("appliedTo");
        String number = String.valueOf(Ids.JOBS + job(index));
        applied.add(applied(id, settlement.adjustment(hundred, charges(index)), number + "-A", amount(index), date));
        if (charges(index)) {
            applied.add(applied(id, Ids.INVOICES + job(index), number, part, date));
        } else {
            row.put("refundedPaymentId", Ids.PAYMENTS + plan.paymentOfJob(job(index)));
        }
        return row;
    }

    static ObjectNode applied(long from, long invoice, String number, BigDecimal amount, String date) {
        return JsonNodeFactory.instance.objectNode().put("appliedId", from).put("appliedTo", invoice)
                .put("appliedAmount", amount).put("appliedOn", date).put("appliedToReferenceNumber", number);
    }
}
