package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Estimates, memberships and calls. */
final class SalesRows {

    private static final List<String> PLANS = List.of("Silver Care", "Gold Care", "Commercial Care");
    private static final BigDecimal UPSELL = new BigDecimal("1.5");

    private final Plan plan;
    private final Seeded seeded;
    private final CustomerRows customers;

    SalesRows(Plan plan, CustomerRows customers) {
        this.plan = plan;
        this.seeded = plan.seeded();
        this.customers = customers;
    }

    RowSource estimates() {
        return Generated.of(Ids.ESTIMATES, plan.estimates(), plan.timeline(plan.estimates()), this::estimate)
                .inactiveWhere(index -> index % 29 == 28);
    }

    RowSource membershipTypes() {
        return Generated.of(Ids.MEMBERSHIP_TYPES, PLANS.size(), plan.timeline(PLANS.size()), index -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("name", PLANS.get(index));
            row.put("displayName", PLANS.get(index));
            row.put("discount", BigDecimal.valueOf(5L + 5L * index));
            row.putArray("durationBilling").addObject().put("id", Ids.DURATION_BILLING + index).put("active", true)
                    .put("createdOn", Timestamps.text(plan.historyStart())).put("duration", 12)
                    .put("billingFrequency", "Annual")
                    .put("salePrice", BigDecimal.valueOf(189 + 60L * index))
                    .put("billingPrice", BigDecimal.valueOf(189 + 60L * index))
                    .put("renewalPrice", BigDecimal.valueOf(179 + 60L * index));
            return row;
        });
    }

    RowSource memberships() {
        return Generated.of(Ids.MEMBERSHIPS, plan.memberships(), plan.timeline(plan.memberships()), this::membership)
                .inactiveWhere(index -> index % 13 == 12);
    }

    /** What each membership includes: a visit in spring and one in autumn. */
    RowSource recurringServices() {
        return Generated.of(Ids.RECURRING_SERVICES, plan.memberships(), plan.timeline(plan.memberships()), index -> {
            int customer = (int) (membership(index).get("customerId").longValue() - Ids.CUSTOMERS);
            ObjectNode row = JsonNodeFactory.instance.objectNode().put("name", "Seasonal tune-up")
                    .put("membershipId", Ids.MEMBERSHIPS + index).put("locationId", Ids.LOCATIONS + customer)
                    .put("recurringServiceTypeId", 1).put("durationType", "Continuous").put("durationLength", 0)
                    .put("recurrenceType", "Monthly").put("recurrenceInterval", 6).put("priority", "Normal")
                    .put("businessUnitId", Ids.BUSINESS_UNITS + 2).put("jobTypeId", Ids.JOB_TYPES);
            row.putArray("recurrenceMonths").add("April").add("October");
            return row;
        });
    }

    RowSource recurringServiceEvents() {
        int size = plan.memberships() * 2;
        return Generated.of(Ids.RECURRING_SERVICE_EVENTS, size, plan.timeline(size), index -> JsonNodeFactory.instance
                .objectNode().put("locationRecurringServiceId", Ids.RECURRING_SERVICES + index / 2)
                .put("locationRecurringServiceName", "Seasonal tune-up").put("membershipId", Ids.MEMBERSHIPS + index / 2)
                .put("status", "NotAttempted").put("date", membership(index / 2).path("from").asText()));
    }

    /** One for each job's booking, then a quarter more that led to nothing. */
    RowSource calls() {
        int size = plan.jobs() + plan.jobs() / 4;
        return Generated.of(Ids.CALLS, size, plan.timeline(size), index -> index < plan.jobs() ? booked(index) : other(index))
                .aged(index -> 300);
    }

    private ObjectNode estimate(int index) {
        int job = plan.jobOfEstimate(index);
        JobKind kind = plan.kindOfJob(job);
        boolean sold = plan.completed(job);
        BigDecimal rate = JobMoney.of(plan, job, kind).service();
        BigDecimal price = sold ? rate : rate.multiply(UPSELL).setScale(2, RoundingMode.HALF_UP);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("jobId", Ids.JOBS + job);
        row.put("jobNumber", String.valueOf(Ids.JOBS + job));
        row.put("customerId", Ids.CUSTOMERS + plan.customerOfJob(job));
        row.put("locationId", Ids.LOCATIONS + plan.customerOfJob(job));
        row.put("name", kind.name());
        row.put("summary", kind.name() + " as discussed");
        row.putObject("status").put("value", sold ? 1 : 0).put("name", sold ? "Sold" : "Open");
        row.put("reviewStatus", "None");
        row.put("soldOn", sold ? Timestamps.text(plan.begins(job)) : null);
        row.put("soldBy", sold ? Ids.TECHNICIANS + plan.technicianOfJob(job) : null);
        row.put("subtotal", price);
        row.put("tax", BigDecimal.ZERO);
        int unit = plan.kindIndexOfJob(job) % Plan.BUSINESS_UNITS;
        row.put("businessUnitId", Ids.BUSINESS_UNITS + unit);
        row.put("businessUnitName", OfficeRows.businessUnit(plan, unit));
        item(row, index, plan.kindIndexOfJob(job), kind, price);
        return row;
    }

    private void item(ObjectNode row, int index, int kindIndex, JobKind kind, BigDecimal price) {
        String when = Timestamps.text(plan.timeline(plan.estimates()).at(index));
        ObjectNode item = row.putArray("items").addObject();
        item.put("id", Ids.ESTIMATES + 5_000_000 + index);
        item.putObject("sku").put("id", Ids.SERVICES + kindIndex).put("name", "SVC-" + (100 + kindIndex))
                .put("displayName", kind.name()).put("type", "Service").put("modifiedOn", when);
        item.put("description", "<p>" + kind.name() + "</p>");
        item.put("qty", 1).put("unitRate", price).put("total", price);
        item.put("createdOn", when).put("modifiedOn", when);
    }

    private ObjectNode membership(int index) {
        int customer = plan.surviving(index * 3);
        // Terms end from two months ago to ten months ahead, so that some renewals are always close.
        Instant ends = plan.start().minusNanos(plan.start().getNano())
                .plus(Duration.ofDays(seeded.below(360, index, 61) - 60L));
        boolean over = ends.isBefore(plan.start());
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("customerId", Ids.CUSTOMERS + customer);
        row.put("locationId", Ids.LOCATIONS + customer);
        row.put("membershipTypeId", Ids.MEMBERSHIP_TYPES + index % Plan.MEMBERSHIP_TYPES);
        row.put("businessUnitId", Ids.BUSINESS_UNITS + 2);
        row.put("from", Timestamps.text(ends.minus(Duration.ofDays(365))));
        row.put("to", Timestamps.text(ends));
        row.put("nextScheduledBillDate", over ? null : Timestamps.text(ends));
        row.put("followUpOn", Timestamps.text(ends.minus(Duration.ofDays(30))));
        row.put("billingFrequency", "Annual");
        row.put("renewalBillingFrequency", "Annual");
        row.put("duration", 12).put("renewalDuration", 12);
        row.put("status", index % 13 == 12 ? "Canceled" : over ? "Expired" : "Active");
        row.put("followUpStatus", over ? "Contacted" : "NotAttempted");
        row.put("soldById", Ids.TECHNICIANS + index % Plan.WORKING_TECHNICIANS);
        return row;
    }

    private ObjectNode booked(int job) {
        int customer = plan.customerOfJob(job);
        int campaign = seeded.below(Plan.CAMPAIGNS - 1, job, 52);
        ObjectNode row = call(job, customer, "Booked", campaign);
        row.putObject("job").put("id", Ids.JOBS + job).put("number", String.valueOf(Ids.JOBS + job));
        row.put("jobNumber", String.valueOf(Ids.JOBS + job));
        row.putObject("jobType").put("id", Ids.JOB_TYPES + plan.kindIndexOfJob(job)).put("name", plan.kindOfJob(job).name())
                .put("modifiedOn", Timestamps.text(plan.historyStart()));
        return row;
    }

    private ObjectNode other(int index) {
        return call(index, seeded.below(plan.customers(), index, 62),
                seeded.of(List.of("Unbooked", "Abandoned", "Excused", "NotLead"), index, 63),
                seeded.below(Plan.CAMPAIGNS - 1, index, 64));
    }

    private ObjectNode call(int index, int customer, String outcome, int campaign) {
        int person = plan.surviving(customer);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("type", outcome);
        row.put("direction", "Inbound");
        row.put("status", "Completed");
        row.put("duration", String.format("00:%02d:%02d", 1 + seeded.below(11, index, 65), seeded.below(60, index, 66)));
        row.put("from", customers.phone(person));
        row.put("to", "55502" + (10_000 + campaign));
        row.putObject("customer").put("id", Ids.CUSTOMERS + person).put("name", customers.name(person));
        row.putObject("campaign").put("id", Ids.CAMPAIGNS + campaign).put("name", MarketingRows.campaign(campaign));
        row.putObject("agent").put("id", Ids.EMPLOYEES + index % 4).put("name", "Agent " + index % 4);
        row.putObject("createdBy").put("id", Ids.EMPLOYEES + index % 4).put("name", "Agent " + index % 4);
        row.put("excuseMemo", "").put("tag", "").put("sid", "CA" + Long.toHexString(seeded.number(index, 67)));
        return row;
    }
}
