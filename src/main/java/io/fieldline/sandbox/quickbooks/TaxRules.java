package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sales tax on a form. In a company with manual sales tax the form names the tax code, and an amount that it gives itself stands.
 * With automated sales tax QuickBooks takes its own code and rates; an amount that is given stands only where the company lets
 * it, else it is overlooked.
 */
final class TaxRules {

    static final String TAXABLE = "TAX";

    private final Records records;
    private final CompanyPreferences preferences;

    TaxRules(Records records, CompanyPreferences preferences) {
        this.records = records;
        this.preferences = preferences;
    }

    /**
     * Writes the form's <code>TxnTaxDetail</code>.
     *
     * @param lines completed
     * @return the whole tax
     */
    BigDecimal apply(ObjectNode form, List<ObjectNode> lines) {
        boolean automated = preferences.tax() != QuickBooksSettings.Tax.MANUAL;
        JsonNode asked = form.path("TxnTaxDetail");
        String code = automated ? automatedCode(form) : Fields.text(asked, "TxnTaxCodeRef.value");
        boolean given = Fields.has(asked, "TotalTax") && preferences.tax() != QuickBooksSettings.Tax.AUTOMATED;
        BigDecimal override = given ? Fields.wholeCents(asked, "TotalTax") : null;
        if (override != null && override.signum() != 0 && code.isEmpty()) {
            throw Refusal.missing("TxnTaxDetail.TxnTaxCodeRef");
        }
        BigDecimal base = taxable(lines, form.path("ApplyTaxAfterDiscount").asBoolean());
        ObjectNode detail = Fields.NODES.objectNode();
        ArrayNode taxLines = Fields.NODES.arrayNode();
        BigDecimal total = Fields.cents(BigDecimal.ZERO);
        for (ObjectNode rate : rates(code)) {
            BigDecimal amount = Fields.percentOf(base, Fields.number(rate, "RateValue"));
            taxLines.add(taxLine(rate, amount, base));
            total = total.add(amount);
        }
        if (override != null) {
            correct(taxLines, override.subtract(total));
            total = override;
        }
        if (!code.isEmpty()) {
            Fields.reference(detail, "TxnTaxCodeRef", records.existing(EntityKind.TAX_CODE, code), "Name");
        }
        form.set("TxnTaxDetail", detail.put("TotalTax", total).set("TaxLine", taxLines));
        return total;
    }

    private String automatedCode(ObjectNode form) {
        String customer = Fields.text(form, "CustomerRef.value");
        boolean exempt = records.find(EntityKind.CUSTOMER, customer)
                .filter(one -> Fields.has(one, "Taxable") && !one.path("Taxable").asBoolean()).isPresent();
        return exempt ? Seed.EXEMPT : Seed.LOCAL_TAX;
    }

    /** A discount before tax takes from what is taxable its share of all that is sold. */
    private static BigDecimal taxable(List<ObjectNode> lines, boolean afterDiscount) {
        List<ObjectNode> items = FormLines.of(lines, FormLines.ITEM);
        BigDecimal sold = FormLines.sum(items);
        BigDecimal taxable = FormLines.sum(items.stream()
                .filter(line -> Fields.text(line, FormLines.ITEM + ".TaxCodeRef.value").equals(TAXABLE)).toList());
        BigDecimal discount = FormLines.sum(FormLines.of(lines, FormLines.DISCOUNT));
        if (!afterDiscount || discount.signum() == 0 || sold.signum() == 0) {
            return taxable;
        }
        return Fields.cents(taxable.subtract(discount.multiply(taxable).divide(sold, MathContext.DECIMAL64)));
    }

    private List<ObjectNode> rates(String code) {
        List<ObjectNode> rates = new ArrayList<>();
        records.find(EntityKind.TAX_CODE, code).ifPresent(found -> found.path("SalesTaxRateList").path("TaxRateDetail")
                .forEach(detail -> rates.add(records.existing(EntityKind.TAX_RATE, Fields.text(detail, "TaxRateRef.value")))));
        return rates;
    }

    private static ObjectNode taxLine(ObjectNode rate, BigDecimal amount, BigDecimal base) {
        ObjectNode line = Fields.NODES.objectNode().put("Amount", amount).put("DetailType", "TaxLineDetail");
        ObjectNode detail = line.putObject("TaxLineDetail").put("PercentBased", true)
                .put("TaxPercent", Fields.number(rate, "RateValue")).put("NetAmountTaxable", base);
        detail.putObject("TaxRateRef").put("value", Fields.text(rate, "Id"));
        return line;
    }

    /** What the caller's amount differs by goes to the first agency's line, so that the lines still make the whole. */
    private static void correct(ArrayNode lines, BigDecimal difference) {
        if (difference.signum() == 0) {
            return;
        }
        if (lines.isEmpty()) {
            throw Refusal.business("The tax code has no rate of tax, so there can be no tax of " + difference);
        }
        ObjectNode first = (ObjectNode) lines.get(0);
        first.put("Amount", Fields.money(first, "Amount").add(difference));
    }
}
