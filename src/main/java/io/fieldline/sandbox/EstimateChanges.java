package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.servicetitan.catalog.Match;

/** Estimates and their lines. */
final class EstimateChanges {

    private static final String ESTIMATES = "sales/estimates";
    private static final Map<String, Integer> STATUSES = Map.of("Open", 0, "Sold", 1, "Dismissed", 2);
    private static final Map<String, String> PRICE_BOOK = Map.of("pricebook/services", "Service", "pricebook/materials",
            "Material");
    private static final long FIRST_ITEM = 105_900_001;

    private final Rows rows;
    private long nextItem = FIRST_ITEM;

    EstimateChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("sales/estimates create", (match, body) -> create(body));
        changes.put("sales/estimates replace", (match, body) -> rows.update(ESTIMATES, Rows.id(match, 0), fields(body)));
        changes.put("sales/estimates sell", (match, body) -> {
            rows.named("settings/technicians", body, "soldBy");
            refuse(match, "Sold", "The estimate is sold already.");
            ObjectNode fields = status("Sold").put("soldBy", body.get("soldBy").longValue());
            return rows.update(ESTIMATES, Rows.id(match, 0), fields.put("soldOn", rows.now()));
        });
        changes.put("sales/estimates unsell", (match, body) -> {
            if (!statusOf(match).equals("Sold")) {
                throw Rows.invalid("id", "The estimate is not sold.");
            }
            ObjectNode fields = status("Open");
            fields.putNull("soldBy");
            return rows.update(ESTIMATES, Rows.id(match, 0), fields.putNull("soldOn"));
        });
        changes.put("sales/estimates dismiss", (match, body) -> {
            refuse(match, "Sold", "A sold estimate cannot be dismissed; unsell it first.");
            return rows.update(ESTIMATES, Rows.id(match, 0), status("Dismissed"));
        });
        changes.put("sales/estimates/items replace", (match, body) -> putItem(match, body));
        changes.put("sales/estimates/items delete", (match, body) -> {
            ObjectNode estimate = rows.row(ESTIMATES, Rows.id(match, 0));
            ArrayNode kept = Rows.NODES.arrayNode();
            estimate.path("items").valueStream().filter(item -> item.path("id").longValue() != Rows.id(match, 1))
                    .forEach(kept::add);
            if (kept.size() == estimate.path("items").size()) {
                throw Rows.invalid("itemId", "The estimate has no such item.");
            }
            return rows.update(ESTIMATES, Rows.id(match, 0), withTotals(kept));
        });
    }

    private void refuse(Match match, String status, String why) {
        if (statusOf(match).equals(status)) {
            throw Rows.invalid("id", why);
        }
    }

    private String statusOf(Match match) {
        return rows.row(ESTIMATES, Rows.id(match, 0)).path("status").path("name").asText();
    }

    private ObjectNode create(ObjectNode body) {
        ObjectNode row = fields(body);
        if (body.hasNonNull("jobId")) {
            ObjectNode job = rows.named("jpm/jobs", body, "jobId");
            row.put("jobNumber", job.path("jobNumber").asText());
            row.set("customerId", job.get("customerId"));
            row.set("locationId", job.get("locationId"));
            row.set("businessUnitId", job.get("businessUnitId"));
        }
        if (!row.has("status")) {
            row.setAll(status("Open"));
        }
        if (!row.has("items")) {
            row.setAll(withTotals(row.arrayNode()));
        }
        row.put("reviewStatus", row.path("reviewStatus").asText("None"));
        return rows.insert(ESTIMATES, row);
    }

    /** The status is a word when written and an object when read. */
    private ObjectNode fields(ObjectNode body) {
        ObjectNode row = body.deepCopy();
        if (row.path("status").isTextual()) {
            row.setAll(status(row.get("status").asText()));
        }
        if (row.path("items").isArray()) {
            ArrayNode items = row.arrayNode();
            row.get("items").forEach(item -> items.add(item(item)));
            row.setAll(withTotals(items));
        }
        return row;
    }

    private ObjectNode putItem(Match match, ObjectNode body) {
        ObjectNode estimate = rows.row(ESTIMATES, Rows.id(match, 0));
        ObjectNode item = item(body);
        ArrayNode items = Rows.NODES.arrayNode();
        boolean known = false;
        for (JsonNode old : estimate.path("items")) {
            boolean same = old.path("id").longValue() == item.path("id").longValue();
            known |= same;
            items.add(same ? item : old);
        }
        if (!known) {
            items.add(item);
        }
        rows.update(ESTIMATES, Rows.id(match, 0), withTotals(items));
        return item.deepCopy().put("estimateId", Rows.id(match, 0));
    }

    private ObjectNode item(JsonNode given) {
        BigDecimal quantity = given.path("quantity").isNumber() ? given.get("quantity").decimalValue() : BigDecimal.ONE;
        BigDecimal price = given.path("unitPrice").isNumber() ? given.get("unitPrice").decimalValue() : BigDecimal.ZERO;
        long id = given.path("id").longValue() > 0 ? given.get("id").longValue() : newItem();
        ObjectNode item = Rows.NODES.objectNode().put("id", id).put("qty", quantity).put("unitRate", price)
                .put("total", InvoiceChanges.cents(quantity.multiply(price)))
                .put("description", given.path("description").asText(""))
                .put("createdOn", rows.now()).put("modifiedOn", rows.now());
        item.set("sku", sku(given));
        return item;
    }

    /** An item that the price book knows is called as it is there. */
    private ObjectNode sku(JsonNode given) {
        long id = given.path("skuId").longValue();
        ObjectNode sku = Rows.NODES.objectNode().put("id", id).put("name", given.path("skuName").asText("")).put("type",
                "Service");
        PRICE_BOOK.forEach((collection, type) -> rows.table(collection).row(id).ifPresent(row -> sku
                .put("name", row.path("code").asText()).put("displayName", row.path("displayName").asText())
                .put("type", type)));
        return sku;
    }

    private synchronized long newItem() {
        return nextItem++;
    }

    private static ObjectNode withTotals(ArrayNode items) {
        BigDecimal subtotal = items.valueStream().map(item -> item.path("total").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        ObjectNode fields = Rows.NODES.objectNode().put("subtotal", subtotal);
        fields.set("items", items);
        return fields;
    }

    private static ObjectNode status(String name) {
        ObjectNode fields = Rows.NODES.objectNode();
        fields.putObject("status").put("value", STATUSES.get(name)).put("name", name);
        return fields;
    }
}
