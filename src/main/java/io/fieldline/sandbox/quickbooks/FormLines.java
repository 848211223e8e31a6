package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The lines of a sales form: items, descriptions and a discount; the subtotal is QuickBooks' own line. */
final class FormLines {

    static final String ITEM = "SalesItemLineDetail";
    static final String DISCOUNT = "DiscountLineDetail";
    private static final String SUBTOTAL = "SubTotalLineDetail";
    private static final String DESCRIPTION = "DescriptionOnly";

    private final Records records;
    private final Accounts accounts;

    FormLines(Records records, Accounts accounts) {
        this.records = records;
        this.accounts = accounts;
    }

    /** The caller's lines, checked and completed, without subtotals. */
    List<ObjectNode> complete(ObjectNode form) {
        List<ObjectNode> lines = new ArrayList<>(Fields.lines(form));
        lines.removeIf(line -> Fields.text(line, "DetailType").equals(SUBTOTAL));
        if (lines.isEmpty()) {
            throw Refusal.missing("Line");
        }
        lines.forEach(this::completeLine);
        List<ObjectNode> discounts = of(lines, DISCOUNT);
        if (discounts.size() > 1) {
            throw Refusal.business("A sales form has one discount line at most");
        }
        discounts.forEach(discount -> completeDiscount(discount, sum(of(lines, ITEM))));
        return lines;
    }

    static List<ObjectNode> of(List<ObjectNode> lines, String detailType) {
        return lines.stream().filter(line -> Fields.text(line, "DetailType").equals(detailType)).toList();
    }

    static BigDecimal sum(List<ObjectNode> lines) {
        return lines.stream().map(line -> Fields.money(line, "Amount")).reduce(Fields.cents(BigDecimal.ZERO), BigDecimal::add);
    }

    static ObjectNode subtotal(BigDecimal amount) {
        ObjectNode line = Fields.NODES.objectNode().put("Amount", amount).put("DetailType", SUBTOTAL);
        line.putObject(SUBTOTAL);
        return line;
    }

    private void completeLine(ObjectNode line) {
        String type = Fields.text(line, "DetailType");
        switch (type) {
            case "" -> throw Refusal.missing("Line.DetailType");
            case ITEM -> completeItem(line);
            case DISCOUNT -> {
                // worked out once the items are known
            }
            case DESCRIPTION -> {
                if (Fields.number(line, "Amount").signum() != 0) {
                    throw Refusal.business("A line with a description only has no amount");
                }
            }
            default -> throw Refusal.business("A sales form takes no line of type " + type);
        }
    }

    private void completeItem(ObjectNode line) {
        if (!(line.get(ITEM) instanceof ObjectNode detail) || !Fields.has(detail, "ItemRef")) {
            throw Refusal.missing("Line." + ITEM + ".ItemRef");
        }
        if (!Fields.has(line, "Amount")) {
            throw Refusal.missing("Line.Amount");
        }
        BigDecimal amount = Fields.wholeCents(line, "Amount");
        if (Fields.has(detail, "Qty") && Fields.has(detail, "UnitPrice")
                && Fields.cents(Fields.number(detail, "Qty").multiply(Fields.number(detail, "UnitPrice")))
                        .compareTo(amount) != 0) {
            throw Refusal.amount(amount.toPlainString());
        }
        line.put("Amount", amount);
        ObjectNode item = records.existing(EntityKind.ITEM, Fields.text(detail, "ItemRef.value"));
        if (!Fields.has(item, "IncomeAccountRef")) {
            throw Refusal.business("The item " + Fields.text(item, "Name")
                    + " has no income account; a category cannot be sold");
        }
        detail.set("ItemAccountRef", item.get("IncomeAccountRef").deepCopy());
        String taxCode = Fields.text(detail, "TaxCodeRef.value");
        if (taxCode.isEmpty()) {
            detail.putObject("TaxCodeRef").put("value", "NON");
        } else if (!taxCode.equals(TaxRules.TAXABLE) && !taxCode.equals("NON")) {
            throw Refusal
                    .business("Invalid tax code '" + taxCode + "': a line of a company in the United States is TAX or NON");
        }
    }

    private void completeDiscount(ObjectNode line, BigDecimal subtotal) {
        ObjectNode detail = line.get(DISCOUNT) instanceof ObjectNode given ? given : line.putObject(DISCOUNT);
        BigDecimal amount = detail.path("PercentBased").asBoolean()
                ? Fields.percentOf(subtotal, Fields.number(detail, "DiscountPercent"))
                : Fields.wholeCents(line, "Amount");
        if (amount.signum() < 0) {
            throw Refusal.business("A discount is a positive amount");
        }
        line.put("Amount", amount);
        if (!Fields.has(detail, "DiscountAccountRef")) {
            Fields.reference(detail, "DiscountAccountRef", accounts.discounts(), "Name");
        }
    }
}
