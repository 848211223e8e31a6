package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Credit memos and their lines. Amounts are numbers here and days have no time, unlike on invoices. */
final class CreditMemoRows {

    private static final int DAY = "2026-01-31".length();

    private final Plan plan;
    private final Settlement settlement;
    private final InvoiceRows invoices;

    CreditMemoRows(Plan plan, Settlement settlement, InvoiceRows invoices) {
        this.plan = plan;
        this.settlement = settlement;
        this.invoices = invoices;
    }

    RowSource memos() {
        Timeline timeline = plan.after(plan.jobs(), settlement.hundreds());
        return Generated.of(Ids.CREDIT_MEMOS, settlement.hundreds(), timeline,
                index -> memo(index, Timestamps.text(timeline.at(index)).substring(0, DAY)));
    }

    RowSource items() {
        return Generated.of(Ids.CREDIT_MEMO_ITEMS, settlement.hundreds(), plan.after(plan.jobs(), settlement.hundreds()),
                this::item);
    }

    private ObjectNode memo(int index, String date) {
        int job = settlement.credited(index);
        JobMoney money = settlement.money(job);
        ObjectNode invoice = invoices.header(job);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("date", date).put("referenceNumber", "CM-" + (Ids.CREDIT_MEMOS + index));
        row.put("subTotal", money.materials()).put("salesTax", money.tax()).put("total", settlement.credit(index))
                .put("balance", BigDecimal.ZERO.setScale(2));
        for (String field : new String[]{"salesTaxCode", "customer", "customerAddress", "location", "locationAddress",
                "businessUnit" }) {
            row.set(field, invoice.get(field));
        }
        row.putArray("appliedTo").add(AdjustmentRows.applied(Ids.CREDIT_MEMOS + index, Ids.INVOICES + job,
                String.valueOf(Ids.JOBS + job), settlement.credit(index), date));
        return row.put("syncStatus", "Posted").put("createdBy", "office").put("modifiedBy", "office").put("description",
                "Material not needed");
    }

    private ObjectNode item(int index) {
        int job = settlement.credited(index);
        JobMoney money = settlement.money(job);
        BigDecimal cost = money.unitPrice().multiply(new BigDecimal("0.4")).setScale(2, RoundingMode.HALF_UP);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("creditMemoId", Ids.CREDIT_MEMOS + index).put("description", PriceBookRows.materialName(money.material()));
        row.put("quantity", money.quantity()).put("cost", cost).put("price", money.unitPrice()).put("total", money.materials());
        row.put("type", "Material").put("skuId", Ids.MATERIALS + money.material()).put("skuName",
                PriceBookRows.materialCode(money.material())).put("taxable", true).put("createdBy", "office");
        row.set("businessUnit", invoices.header(job).get("businessUnit"));
        return row;
    }
}
