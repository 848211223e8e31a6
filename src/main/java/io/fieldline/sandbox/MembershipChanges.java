package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.sandbox.data.Timestamps;

/** Memberships that are sold, each with its sale invoice. */
final class MembershipChanges {

    private static final String TYPES = "memberships/membership-types";
    private static final String INVOICES = "accounting/invoices";
    private static final long DAYS_OF_A_MONTH = 30;

    private final Rows rows;

    MembershipChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("memberships/memberships sale", (match, body) -> sell(body));
    }

    private ObjectNode sell(ObjectNode body) {
        rows.checkReferences(body);
        ObjectNode customer = rows.named("crm/customers", body, "customerId");
        ObjectNode unit = rows.named("settings/business-units", body, "businessUnitId");
        ObjectNode task = rows.named("pricebook/services", body, "saleTaskId");
        ObjectNode type = typeOf(body.path("durationBillingId").longValue());
        JsonNode billing = billing(type, body.path("durationBillingId").longValue());
        boolean single = body.path("recurringServiceAction").asText().equals("Single");
        if (single != body.hasNonNull("recurringLocationId")) {
            throw Rows.invalid("recurringLocationId", "A location is required for a single one, and for nothing else.");
        }
        ObjectNode row = Rows.NODES.objectNode().put("status", "Active").put("followUpStatus", "NotAttempted")
                .put("from", rows.now()).put("to", ends(billing)).put("followUpOn", ends(billing));
        for (String field : new String[]{"customerId", "businessUnitId", "locationId", "recurringLocationId" }) {
            row.set(field, body.path(field).isNumber() ? body.get(field) : row.nullNode());
        }
        row.set("membershipTypeId", type.get("id"));
        row.set("duration", billing.path("duration"));
        row.set("billingFrequency", billing.path("billingFrequency"));
        long membership = rows.insert("memberships/memberships", row).get("id").longValue();
        long invoice = invoice(customer, unit, task, billing, membership);
        return Rows.NODES.objectNode().put("invoiceId", invoice).put("customerMembershipId", membership);
    }

    private ObjectNode typeOf(long billing) {
        AtomicReference<ObjectNode> found = new AtomicReference<>();
        rows.table(TYPES).heads(head -> rows.table(TYPES).row(head.id()).filter(type -> !billing(type, billing).isMissingNode())
                .ifPresent(found::set));
        if (found.get() == null) {
            throw Rows.invalid("durationBillingId", "There is no such record: " + billing + ".");
        }
        return found.get();
    }

    private static JsonNode billing(ObjectNode type, long id) {
        for (JsonNode billing : type.path("durationBilling")) {
            if (billing.path("id").longValue() == id) {
                return billing;
            }
        }
        return type.path("missing");
    }

    private String ends(JsonNode billing) {
        return Timestamps.text(Timestamps.parse(rows.now()).orElseThrow()
                .plus(Duration.ofDays(DAYS_OF_A_MONTH * billing.path("duration").longValue())));
    }

    private long invoice(ObjectNode customer, ObjectNode unit, ObjectNode task, JsonNode billing, long membership) {
        BigDecimal price = billing.path("salePrice").decimalValue();
        ObjectNode row = Rows.NODES.objectNode().put("invoiceDate", rows.now()).put("dueDate", rows.now())
                .put("syncStatus", "Pending").put("sentStatus", "NotSent").put("reviewStatus", "NeedsReview")
                .put("invoiceConfiguration", "MembershipInvoice").put("subTotal", price).put("total", price)
                .put("balance", price).put("salesTax", BigDecimal.ZERO).put("discountTotal", BigDecimal.ZERO)
                .put("membershipId", membership).put("createdBy", "api");
        row.putObject("customer").put("id", customer.get("id").longValue()).set("name", customer.get("name"));
        row.putObject("businessUnit").put("id", unit.get("id").longValue()).set("name", unit.get("name"));
        ObjectNode item = row.putArray("items").addObject().put("skuId", task.get("id").longValue())
                .put("skuName", task.path("code").asText()).put("description", task.path("description").asText())
                .put("quantity", BigDecimal.ONE).put("price", price).put("total", price).put("type", "Service");
        item.put("createdOn", rows.now()).put("modifiedOn", rows.now());
        long id = rows.insert(INVOICES, row).get("id").longValue();
        rows.dispatching().tell("tn.acc.invoice-updated", "invoice", rows.row(INVOICES, id));
        return id;
    }
}
