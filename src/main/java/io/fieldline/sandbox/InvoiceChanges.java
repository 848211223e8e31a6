package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.sandbox.data.Table;

/** Invoices, adjustments and their lines. What accounting has exported is closed. */
final class InvoiceChanges {

    private static final String INVOICES = "accounting/invoices";
    private static final String ITEMS = "accounting/invoice-items";
    private static final List<String> OF_THE_ADJUSTED = List.of("customer", "customerAddress", "location", "locationAddress",
            "businessUnit", "job", "salesTaxCode");

    private final Rows rows;

    InvoiceChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("accounting/invoices create", (match, body) -> adjust(body));
        changes.put("accounting/invoices update", (match, body) -> {
            ObjectNode invoice = open(Rows.id(match, 0));
            invoice = told(rows.update(INVOICES, invoice.get("id").longValue(), header(body)));
            for (JsonNode item : body.path("items")) {
                putItem(invoice.get("id").longValue(), item);
            }
            return invoice;
        });
        changes.put("accounting/invoices markasexported", new MarkAsExported(rows, INVOICES, "invoiceId", "invoice",
                invoice -> rows.dispatching().tell("tn.acc.invoice-exported", "invoice", invoice)).change());
        changes.put("accounting/invoices/items update", (match, body) -> {
            putItem(open(Rows.id(match, 0)).get("id").longValue(), body);
            return Rows.NODES.objectNode();
        });
        changes.put("accounting/invoices/items delete", (match, body) -> {
            long invoice = open(Rows.id(match, 0)).get("id").longValue();
            ObjectNode item = rows.table(ITEMS).row(Rows.id(match, 1))
                    .filter(row -> row.path("invoiceId").longValue() == invoice && row.path("active").asBoolean(true))
                    .orElseThrow(() -> Rows.invalid("itemId", "The invoice has no such item."));
            rows.update(ITEMS, item.get("id").longValue(), Rows.NODES.objectNode().put("active", false));
            recalculated(invoice);
            return Rows.NODES.objectNode();
        });
        changes.put("accounting/invoices/custom-fields update", (match, body) -> customFields(rows, INVOICES, body));
    }

    private ObjectNode open(long id) {
        ObjectNode invoice = rows.row(INVOICES, id);
        if (invoice.path("syncStatus").asText().equals("Exported")) {
            throw Rows.invalid("id", "The invoice was exported and cannot be changed.");
        }
        return invoice;
    }

    private ObjectNode told(ObjectNode invoice) {
        rows.dispatching().tell("tn.acc.invoice-updated", "invoice", invoice);
        return invoice;
    }

    private JsonNode adjust(ObjectNode body) {
        ObjectNode adjusted = rows.named(INVOICES, body, "adjustmentToId");
        BigDecimal nothing = BigDecimal.ZERO.setScale(2);
        ObjectNode row = header(body).put("adjustmentToId", adjusted.get("id").longValue()).put("syncStatus", "Pending")
                .put("sentStatus", "NotSent").put("subTotal", nothing).put("salesTax", nothing).put("total", nothing)
                .put("balance", nothing).put("discountTotal", nothing).put("createdBy", "api");
        row.put("reviewStatus", row.path("reviewStatus").asText("NeedsReview"));
        row.set("invoiceConfiguration", adjusted.get("invoiceConfiguration"));
        OF_THE_ADJUSTED.forEach(field -> row.set(field, adjusted.get(field)));
        row.putArray("items");
        long id = rows.insert(INVOICES, row).get("id").longValue();
        body.path("items").forEach(item -> putItem(id, item));
        told(rows.row(INVOICES, id));
        return Rows.NODES.numberNode(id);
    }

    /** The fields of the header under the names that they are read by; the job and what is computed are not among them. */
    private ObjectNode header(ObjectNode body) {
        ObjectNode row = Rows.NODES.objectNode();
        Map.of("number", "referenceNumber", "invoicedOn", "invoiceDate", "dueDate", "dueDate", "summary", "summary",
                "taxZoneId", "taxZoneId", "exportId", "exportId", "reviewStatus", "reviewStatus", "budgetCodeId",
                "budgetCodeId").forEach((written, read) -> {
                    if (body.has(written)) {
                        row.set(read, body.get(written));
                    }
                });
        if (row.path("dueDate").asText().length() == 10) {
            row.put("dueDate", row.get("dueDate").asText() + "T00:00:00Z");
        }
        if (body.hasNonNull("assignedToId")) {
            long id = body.get("assignedToId").longValue();
            row.putObject("assignedTo").put("id", id).put("name", rows.named("settings/employees", body, "assignedToId")
                    .path("name").asText());
        }
        return row;
    }

    /** A line without a price is charged nothing; prices are not looked up. */
    private void putItem(long invoice, JsonNode given) {
        BigDecimal quantity = given.path("quantity").decimalValue();
        ObjectNode row = Rows.NODES.objectNode().put("invoiceId", invoice).put("quantity", quantity)
                .put("description", given.path("description").asText()).put("isChargeable", true).put("type", "Service");
        BigDecimal price = given.path("unitPrice").isNumber() ? given.get("unitPrice").decimalValue() : BigDecimal.ZERO;
        BigDecimal cost = given.path("cost").isNumber() ? given.get("cost").decimalValue() : BigDecimal.ZERO;
        row.put("price", price).put("total", cents(price.multiply(quantity))).put("cost", cost).put("totalCost",
                cost.multiply(quantity));
        for (String field : List.of("skuId", "skuName", "technicianId", "inventoryLocationId", "budgetCodeId")) {
            if (given.hasNonNull(field)) {
                row.set(field, given.get(field));
            }
        }
        long id = given.path("id").longValue();
        if (id > 0) {
            rows.table(ITEMS).row(id).filter(item -> item.path("invoiceId").longValue() == invoice)
                    .orElseThrow(() -> Rows.invalid("id", "The invoice has no such item."));
            rows.update(ITEMS, id, row);
        } else {
            rows.insert(ITEMS, row);
        }
        recalculated(invoice);
    }

    private void recalculated(long invoice) {
        Table table = rows.table(ITEMS);
        List<ObjectNode> items = new ArrayList<>();
        table.heads(head -> table.row(head.id())
                .filter(item -> head.active() && item.path("invoiceId").longValue() == invoice).ifPresent(items::add));
        BigDecimal subTotal = items.stream().map(item -> decimal(item.path("total"))).reduce(BigDecimal.ZERO, BigDecimal::add);
        ObjectNode old = rows.row(INVOICES, invoice);
        BigDecimal total = subTotal.add(decimal(old.path("salesTax")));
        BigDecimal paid = decimal(old.path("total")).subtract(decimal(old.path("balance")));
        ObjectNode fields = Rows.NODES.objectNode().put("subTotal", subTotal).put("total", total)
                .put("balance", total.subtract(paid));
        fields.set("items", Rows.NODES.arrayNode().addAll(items));
        told(rows.update(INVOICES, invoice, fields));
    }

    /** Lines are charged in whole cents. */
    static BigDecimal cents(BigDecimal amount) {
        return amount.scale() > 2 ? amount.setScale(2, RoundingMode.HALF_UP) : amount;
    }

    static BigDecimal decimal(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.decimalValue();
    }

    static JsonNode customFields(Rows rows, String collection, ObjectNode body) {
        for (JsonNode operation : body.path("operations")) {
            long id = operation.path("objectId").longValue();
            ArrayNode fields = Rows.NODES.arrayNode();
            rows.row(collection, id).path("customFields").valueStream().filter(old -> operation.path("customFields")
                    .valueStream().noneMatch(one -> one.path("name").equals(old.path("name")))).forEach(fields::add);
            operation.path("customFields").forEach(fields::add);
            rows.update(collection, id, (ObjectNode) Rows.NODES.objectNode().set("customFields", fields));
        }
        return Rows.NODES.objectNode();
    }
}
