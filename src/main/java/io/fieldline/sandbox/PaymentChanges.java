package io.fieldline.sandbox;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;

/** Payments: changed with all of their splits, and marked as posted or exported. */
final class PaymentChanges {

    private static final String INVOICES = "accounting/invoices";
    private static final String PAYMENTS = "accounting/payments";

    private final Rows rows;

    PaymentChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("accounting/payments create", (match, body) -> create(body));
        changes.put("accounting/payments update", (match, body) -> update(Rows.id(match, 0), body));
        changes.put("accounting/payments status", (match, body) -> {
            for (JsonNode id : body.path("paymentIds")) {
                if (rows.table(PAYMENTS).row(id.longValue()).isEmpty()) {
                    throw Rows.invalid("paymentIds", "There is no payment " + id.asText() + ".");
                }
            }
            body.path("paymentIds").forEach(id -> rows.update(PAYMENTS, id.longValue(),
                    (ObjectNode) Rows.NODES.objectNode().set("syncStatus", body.get("status"))));
            return Rows.NODES.objectNode();
        });
        changes.put("accounting/payments/custom-fields update",
                (match, body) -> InvoiceChanges.customFields(rows, PAYMENTS, body));
    }

    /** The operation left the documents after March 2026. */
    private ObjectNode create(ObjectNode body) {
        ObjectNode type = rows.named("accounting/payment-types", body, "typeId");
        ObjectNode customer = rows.named("crm/customers", body, "customerId");
        ObjectNode row = Rows.NODES.objectNode().put("typeId", type.get("id").asText()).put("type", type.path("name").asText())
                .put("syncStatus", body.path("status").asText("Pending")).put("createdBy", "api");
        row.set("total", body.path("amount"));
        row.set("date", body.path("paidOn"));
        row.set("checkNumber", body.path("checkNumber"));
        row.set("memo", body.path("memo"));
        row.putObject("customer").put("id", customer.get("id").longValue()).set("name", customer.get("name"));
        long id = rows.insert(PAYMENTS, row).get("id").longValue();
        ObjectNode answer = rows.update(PAYMENTS, id,
                (ObjectNode) Rows.NODES.objectNode().set("appliedTo", applied(id, body.path("splits")))).deepCopy();
        for (JsonNode split : body.path("splits")) {
            ObjectNode invoice = rows.row(INVOICES, split.path("invoiceId").longValue());
            rows.update(INVOICES, invoice.get("id").longValue(), Rows.NODES.objectNode().put("balance", InvoiceChanges
                    .decimal(invoice.get("balance")).subtract(split.path("amount").decimalValue())));
        }
        answer.set("splits", body.path("splits"));
        answer.set("typeId", body.get("typeId"));
        answer.set("status", row.get("syncStatus"));
        answer.set("paidOn", body.path("paidOn"));
        return answer.put("customerId", customer.get("id").longValue());
    }

    private ObjectNode update(long id, ObjectNode body) {
        ObjectNode payment = rows.row(PAYMENTS, id);
        if (payment.path("syncStatus").asText().equals("Exported")) {
            throw Rows.invalid("id", "The payment was exported and cannot be changed.");
        }
        ObjectNode fields = Rows.NODES.objectNode();
        for (String field : new String[]{"active", "authCode", "checkNumber", "memo", "exportId" }) {
            if (body.has(field)) {
                fields.set(field, body.get(field));
            }
        }
        fields.put("typeId", body.path("typeId").asText());
        fields.set("appliedTo", applied(id, body.path("splits")));
        if (body.has("status")) {
            fields.set("syncStatus", body.get("status"));
        }
        if (body.has("paidOn")) {
            fields.set("date", body.get("paidOn"));
        }
        ObjectNode changed = rows.update(PAYMENTS, id, fields);
        ObjectNode answer = changed.deepCopy();
        answer.set("splits", body.get("splits"));
        answer.set("typeId", body.get("typeId"));
        answer.set("status", changed.get("syncStatus"));
        answer.set("paidOn", changed.get("date"));
        answer.set("customerId", changed.path("customer").path("id"));
        return answer;
    }

    private ArrayNode applied(long payment, JsonNode splits) {
        ArrayNode applied = Rows.NODES.arrayNode();
        for (JsonNode split : splits) {
            ObjectNode invoice = rows.named("accounting/invoices", (ObjectNode) split, "invoiceId");
            applied.addObject().put("appliedId", payment).put("appliedTo", invoice.get("id").longValue())
                    .put("appliedAmount", split.path("amount").decimalValue()).put("appliedOn", rows.now())
                    .put("appliedToReferenceNumber", invoice.path("referenceNumber").asText());
        }
        return applied;
    }
}
