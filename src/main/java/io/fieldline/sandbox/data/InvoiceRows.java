package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An invoice for each job, two lines on those of jobs done, and the payments. */
final class InvoiceRows {

    static final int LINES = 2;

    private final Plan plan;
    private final CustomerRows customers;
    private final Settlement settlement;

    InvoiceRows(Plan plan, CustomerRows customers, Settlement settlement) {
        this.plan = plan;
        this.customers = customers;
        this.settlement = settlement;
    }

    RowSource invoices() {
        return Generated.of(Ids.INVOICES, plan.jobs(), plan.timeline(plan.jobs()), this::invoice)
                .inactiveWhere(plan::canceled);
    }

    /** The lines as rows of their own; those of jobs not done are there as withdrawn lines, so that ids stay in step. */
    RowSource items() {
        int size = plan.jobs() * LINES;
        return Generated.of(Ids.INVOICE_ITEMS, size, plan.timeline(size), index -> {
            int job = index / LINES;
            JobMoney money = JobMoney.of(plan, job, plan.kindOfJob(job));
            return line(job, index % LINES, money).put("invoiceId", Ids.INVOICES + job);
        }).inactiveWhere(index -> !plan.completed(index / LINES));
    }

    RowSource payments() {
        return Generated.of(Ids.PAYMENTS, plan.payments(), plan.timeline(plan.payments()), this::payment)
                .inactiveWhere(index -> index % 97 == 96);
    }

    private ObjectNode invoice(int job) {
        JobMoney money = JobMoney.of(plan, job, plan.kindOfJob(job));
        boolean done = plan.completed(job);
        ObjectNode row = header(job);
        row.put("subTotal", done ? money.subTotal() : zero());
        row.put("salesTax", done ? money.tax() : zero());
        row.put("total", done ? money.total() : zero());
        row.put("balance", done && !plan.paid(job) ? money.total().subtract(settlement.settled(job)) : zero());
        row.put("syncStatus", plan.paid(job) ? "Exported" : done ? "Posted" : "Pending");
        row.put("reviewStatus", done ? "Reviewed" : "NeedsReview");
        row.put("sentStatus", done ? "Sent" : "NotSent");
        row.put("paidOn", plan.paid(job) ? Timestamps.text(plan.ends(job)) : null);
        ArrayNode items = row.putArray("items");
        for (int number = 0; done && number < LINES; number++) {
            items.add(line(job, number, money).put("createdOn", Timestamps.text(plan.ends(job))).put("modifiedOn",
                    Timestamps.text(plan.ends(job))));
        }
        return row;
    }

    /** What an invoice of a job says whatever it amounts to. */
    ObjectNode header(int job) {
        int customer = plan.customerOfJob(job);
        Instant date = plan.ends(job).truncatedTo(ChronoUnit.DAYS);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("referenceNumber", String.valueOf(Ids.JOBS + job));
        row.put("invoiceDate", Timestamps.text(date));
        row.put("dueDate", Timestamps.text(date.plus(30, ChronoUnit.DAYS)));
        row.putObject("customer").put("id", Ids.CUSTOMERS + customer).put("name", customers.name(customer));
        row.set("customerAddress", customers.address(customer));
        row.putObject("location").put("id", Ids.LOCATIONS + customer).put("name", customers.name(customer));
        row.set("locationAddress", customers.address(customer));
        int unit = plan.kindIndexOfJob(job) % Plan.BUSINESS_UNITS;
        row.putObject("businessUnit").put("id", Ids.BUSINESS_UNITS + unit).put("name", OfficeRows.businessUnit(plan, unit));
        row.putObject("job").put("id", Ids.JOBS + job).put("number", String.valueOf(Ids.JOBS + job)).put("type",
                plan.kindOfJob(job).name());
        row.putObject("salesTaxCode").put("id", 1).put("name", "Local").put("taxRate", JobMoney.TAX_RATE);
        row.put("taxZoneId", Ids.TAX_ZONES);
        row.put("termName", "Net 30");
        row.put("createdBy", "dispatch");
        row.put("invoiceConfiguration", "JobInvoice");
        row.put("discountTotal", zero());
        row.put("summary", plan.kindOfJob(job).name());
        return row;
    }

    private ObjectNode line(int job, int number, JobMoney money) {
        long id = Ids.INVOICE_ITEMS + (long) job * LINES + number;
        ObjectNode row = number == 0
                ? line(id, 1, "Service", Ids.SERVICES + plan.kindIndexOfJob(job), plan.kindOfJob(job).name(), BigDecimal.ONE,
                        money.service())
                : line(id, 2, "Material", Ids.MATERIALS + money.material(), PriceBookRows.materialName(money.material()),
                        BigDecimal.valueOf(money.quantity()), money.unitPrice());
        return row.put("technicianId", Ids.TECHNICIANS + plan.technicianOfJob(job));
    }

    /** One line; services are not taxed, materials are. */
    static ObjectNode line(long id, int order, String type, long sku, String name, BigDecimal quantity, BigDecimal price) {
        boolean work = type.equals("Service");
        BigDecimal cost = price.multiply(new BigDecimal("0.4")).setScale(2, RoundingMode.HALF_UP);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", id);
        row.put("description", "<p>" + name + "</p>");
        row.put("quantity", quantity);
        row.put("price", price);
        row.put("total", price.multiply(quantity));
        row.put("cost", cost);
        row.put("totalCost", cost.multiply(quantity));
        row.put("type", type);
        row.put("skuId", sku);
        row.put("skuName", work
                ? "SVC-" + (100 + sku - Ids.SERVICES)
                : PriceBookRows.materialCode((int) (sku - Ids.MATERIALS)));
        row.put("displayName", name);
        row.put("taxable", !work);
        row.put("isChargeable", true);
        row.put("order", order);
        return row;
    }

    private ObjectNode payment(int index) {
        int job = plan.jobOfPayment(index);
        BigDecimal total = JobMoney.of(plan, job, plan.kindOfJob(job)).total();
        String date = Timestamps.text(plan.ends(job));
        ObjectNode row = paymentHeader(Ids.PAYMENTS + index, job);
        row.put("date", date);
        row.put("type", index % 3 == 0 ? "Check" : "Credit Card");
        row.put("typeId", index % 3 == 0 ? "1" : "2");
        row.put("total", total);
        row.put("unappliedAmount", zero());
        row.put("checkNumber", index % 3 == 0 ? String.valueOf(1000 + index) : null);
        row.putArray("appliedTo").add(AdjustmentRows.applied(Ids.PAYMENTS + index, Ids.INVOICES + job,
                String.valueOf(Ids.JOBS + job), total, date));
        return row;
    }

    /** What a payment for a job says whatever it amounts to. */
    ObjectNode paymentHeader(long id, int job) {
        int customer = plan.customerOfJob(job);
        int unit = plan.kindIndexOfJob(job) % Plan.BUSINESS_UNITS;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("referenceNumber", String.valueOf(id)).put("syncStatus", "Posted").put("createdBy", "dispatch");
        row.putObject("customer").put("id", Ids.CUSTOMERS + customer).put("name", customers.name(customer));
        row.putObject("businessUnit").put("id", Ids.BUSINESS_UNITS + unit).put("name", OfficeRows.businessUnit(plan, unit));
        return row;
    }

    private static BigDecimal zero() {
        return BigDecimal.ZERO.setScale(2);
    }
}
