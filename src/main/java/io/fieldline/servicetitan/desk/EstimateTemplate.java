package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * A template of estimates. A static one has prices of its own; the lines of a dynamic one cost what the price book says. No
 * operation makes an estimate of a template, so its lines are written one by one.
 */
final class EstimateTemplate {

    private static final String ITEMS = "items";

    private final TenantDesk at;
    private final ObjectNode template;

    private EstimateTemplate(TenantDesk at, ObjectNode template) {
        this.at = at;
        this.template = template;
    }

    static EstimateTemplate of(TenantDesk at, String text) {
        ObjectNode template = at.names().one(NameKind.ESTIMATE_TEMPLATE, text);
        if (template.path(ITEMS).isEmpty()) {
            throw RefusedCallException.of("not_possible",
                    "The estimate template " + template.path("id").asText() + " has no lines.");
        }
        return new EstimateTemplate(at, template);
    }

    String name() {
        return Trees.text(template, "name");
    }

    /** With its markup; empty where there is none. */
    String summary() {
        return Trees.text(template, "summary");
    }

    List<PricedLine> lines() {
        List<JsonNode> items = new ArrayList<>();
        template.path(ITEMS).forEach(items::add);
        items.sort(Comparator.comparing(item -> item.path("order").asInt()));
        return items.stream().map(this::line).toList();
    }

    private PricedLine line(JsonNode item) {
        boolean fixed = template.path("mode").asText().equals("Static");
        PriceBookItem known = known(item, fixed);
        BigDecimal quantity = Trees.money(item, "quantity");
        if (quantity.signum() <= 0) {
            throw RefusedCallException.of("not_possible", "The estimate template has a line of " + known.code()
                    + " without a quantity; name the lines in items instead.");
        }
        return new PricedLine(known, quantity, fixed ? Trees.money(item, "unitPrice") : known.price(),
                item.path("isAddOn").asBoolean());
    }

    /** What is not in the price book any more has no price but the template's own. */
    private PriceBookItem known(JsonNode item, boolean fixed) {
        String kind = item.path("skuType").asText().toLowerCase(Locale.ROOT);
        try {
            return new PriceBook(at).one(item.path("skuId").asText(), Optional.of(kind));
        } catch (RefusedCallException e) {
            if (!fixed) {
                throw RefusedCallException.of("not_possible", "The item " + item.path("skuName").asText(kind)
                        + " of the template is not in the price book any more, so that it has no price; name the lines in items.");
            }
            return new PriceBookItem(kind, Trees.object().put("id", item.path("skuId").longValue())
                    .put("code", item.path("skuName").asText()).put("displayName", item.path("skuName").asText())
                    .put("description", item.path("description").asText()).put("price", Trees.money(item, "unitPrice")));
        }
    }

    /** Whether a line belongs to another one cannot be written before that one has an id. */
    boolean isGrouped() {
        return template.path(ITEMS).valueStream()
                .anyMatch(item -> item.hasNonNull("parentItemId") || item.hasNonNull("itemGroupParentId"));
    }
}
