package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** What changes what a customer owes: adjustment invoices, and credit memos that are applied. Neither can be deleted. */
final class Adjustment {

    private static final String CREDIT_MEMOS = "accounting/credit-memos";
    private static final String BALANCE = "balance";

    private final TenantDesk at;
    private final Args args;
    private final ObjectNode invoice;

    Adjustment(TenantDesk at, Args args, ObjectNode invoice) {
        this.at = at;
        this.args = args;
        this.invoice = invoice;
    }

    /** An invoice of its own that adjusts the other one; a price below zero takes off. */
    Proposal invoice() {
        List<PricedLine> lines = PricedLine.of(at, args);
        ObjectNode body = Trees.object();
        body.set("adjustmentToId", invoice.path("id"));
        args.text("summary").ifPresent(summary -> body.put("summary", summary));
        ArrayNode shown = body.arrayNode();
        for (PricedLine line : lines) {
            body.withArrayProperty(PricedLine.ITEMS).add(line.body());
            shown.add(Trees.object().put("skuId", line.item().id()).put("quantity", line.quantity()).put("price",
                    line.price()));
        }
        BigDecimal sum = PricedLine.sum(lines);
        FieldValues fields = new FieldValues().put("adjustmentToId", invoice.path("id"))
                .put("subTotal", DecimalNode.valueOf(sum)).put(PricedLine.ITEMS, shown).given(args, "summary", "summary");
        Draft draft = new Draft(at).request(InvoiceRows.RESOURCE, "create", Map.of(), body)
                .makes(InvoiceRows.RESOURCE, FromAnswers.whole(1), fields.map()).standsOn(InvoiceRows.RESOURCE, invoice);
        for (PricedLine line : lines) {
            draft.sideEffect(line.words()).money(line.total());
        }
        return draft.sideEffect("No tax is sent with it.")
                .build("Creates an adjustment of " + PricedLine.money(sum) + " before tax to invoice "
                        + InvoiceChoice.number(invoice) + ".");
    }

    Proposal credit() {
        String id = args.need("credit");
        if (!id.matches("\\d{1,18}")) {
            throw Args.wrong("credit", "must be the id of a credit memo");
        }
        ObjectNode memo = at.record(CREDIT_MEMOS, Long.parseLong(id));
        if (!Trees.text(memo, "customer.id").equals(Trees.text(invoice, "customer.id"))) {
            throw RefusedCallException.of("not_possible", "The credit memo and the invoice are of two customers.");
        }
        BigDecimal amount = Amounts.needed(args);
        BigDecimal left = Trees.money(memo, BALANCE);
        BigDecimal owed = Trees.money(invoice, BALANCE);
        if (amount.compareTo(left.abs()) > 0 || amount.compareTo(owed) > 0) {
            throw RefusedCallException.of("not_possible", PricedLine.money(left.abs()) + " of the credit memo is left, and "
                    + PricedLine.money(owed) + " of the invoice is to pay; " + PricedLine.money(amount) + " is more.");
        }
        ObjectNode body = Trees.object();
        body.putArray("splits").addObject().put("invoiceId", invoice.path("id").longValue()).put("amount", amount);
        BigDecimal after = left.signum() < 0 ? left.add(amount) : left.subtract(amount);
        return new Draft(at).request(CREDIT_MEMOS, "splits", Map.of("id", id), body)
                .changes(CREDIT_MEMOS, id, memo, Map.of(BALANCE, DecimalNode.valueOf(after)))
                .changes(InvoiceRows.RESOURCE, invoice.path("id").asText(), invoice,
                        Map.of(BALANCE, DecimalNode.valueOf(owed.subtract(amount))))
                .money(amount)
                .build("Applies " + PricedLine.money(amount) + " of credit memo " + id + " to invoice "
                        + InvoiceChoice.number(invoice) + ".");
    }
}
