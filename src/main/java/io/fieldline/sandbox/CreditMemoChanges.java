package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;

/** Credit memos: a few fields, and what accounting has exported is closed. */
final class CreditMemoChanges {

    private static final String INVOICES = "accounting/invoices";
    private static final String MEMOS = "accounting/credit-memos";

    private final Rows rows;

    CreditMemoChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put(MEMOS + " update", (match, body) -> update(Rows.id(match, 0), body));
        changes.put(MEMOS + " splits", (match, body) -> split(rows.row(MEMOS, Rows.id(match, 0)), body));
        changes.put(MEMOS + " markasexported", new MarkAsExported(rows, MEMOS, "creditMemoId", "credit memo", memo -> {
        }).change());
    }

    /** What is left of the memo pays what is left of invoices of the same customer. */
    private ObjectNode split(ObjectNode memo, ObjectNode body) {
        long id = memo.get("id").longValue();
        BigDecimal left = InvoiceChanges.decimal(memo.get("balance"));
        ArrayNode applied = memo.path("appliedTo") instanceof ArrayNode known ? known.deepCopy() : memo.arrayNode();
        ObjectNode answer = Rows.NODES.objectNode().put("id", id);
        for (JsonNode split : body.path("splits")) {
            ObjectNode invoice = rows.named(INVOICES, (ObjectNode) split, "invoiceId");
            BigDecimal amount = split.path("amount").decimalValue();
            BigDecimal owed = InvoiceChanges.decimal(invoice.get("balance"));
            if (amount.signum() <= 0 || amount.compareTo(left) > 0 || amount.compareTo(owed) > 0) {
                throw Rows.invalid("splits", "The amount is not what is left of the credit memo or of the invoice.");
            }
            left = left.subtract(amount);
            long invoiceId = invoice.get("id").longValue();
            applied.addObject().put("appliedId", id).put("appliedTo", invoiceId).put("appliedAmount", amount)
                    .put("appliedOn", rows.now()).put("appliedToReferenceNumber", invoice.path("referenceNumber").asText());
            rows.update(INVOICES, invoiceId, Rows.NODES.objectNode().put("balance", owed.subtract(amount)));
            answer.withArrayProperty("splits").addObject().put("invoiceId", invoiceId).put("amount", amount);
        }
        ObjectNode fields = Rows.NODES.objectNode().put("balance", left);
        fields.set("appliedTo", applied);
        rows.update(MEMOS, id, fields);
        return answer;
    }

    private ObjectNode update(long id, ObjectNode body) {
        ObjectNode memo = rows.row(MEMOS, id);
        if (memo.path("syncStatus").asText().equals("Exported")) {
            throw Rows.invalid("id", "The credit memo was exported and cannot be changed.");
        }
        ObjectNode fields = body.deepCopy();
        fields.remove("summary");
        fields.remove("businessUnitId");
        if (body.has("summary")) {
            fields.set("description", body.get("summary"));
        }
        if (body.hasNonNull("businessUnitId")) {
            ObjectNode unit = rows.named("settings/business-units", body, "businessUnitId");
            fields.putObject("businessUnit").put("id", unit.get("id").longValue()).set("name", unit.get("name"));
        }
        ObjectNode answer = rows.update(MEMOS, id, fields).deepCopy();
        answer.set("summary", answer.get("description"));
        answer.set("businessUnitId", answer.path("businessUnit").path("id"));
        return answer;
    }
}
