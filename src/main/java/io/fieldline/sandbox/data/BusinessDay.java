package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A contractor at work: a job is booked, two bookings later dispatched, four more later done, and then paid. Every
 * fourth comes with an estimate of thousands, every fifth from a new customer. What happens when depends on the seed
 * and the pace alone. Safe for use by many threads.
 */
public final class BusinessDay {

    private static final int FIRST_NUMBER = 50_000_000;
    private static final int HIGH_VALUE = 4;
    private static final int NEW_CUSTOMER = 5;
    private static final int RENEWAL = 3;
    private static final int CALLED_OFF = 11;

    private final Plan plan;
    private final ContractorData data;
    private final Dispatching dispatching;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing(Event::due).thenComparingInt(Event::number));
    private final Duration pace;
    private int number;
    private int bookings;

    private record Event(Instant due, int number, Runnable action) {}

    /**
     * @param pace from one booking to the next, in the sandbox's time
     */
    public BusinessDay(ContractorData data, Dispatching dispatching, Duration pace) {
        this.pace = pace;
        this.plan = data.plan();
        this.data = data;
        this.dispatching = dispatching;
        // Contractors take turns, so that not everything happens at once.
        long turn = data.contractor().tenantId() % 3;
        bookAt(plan.start().plus(pace.dividedBy(3).multipliedBy(turn)));
    }

    /** When something happens next. */
    public synchronized Instant next() {
        return events.element().due();
    }

    /** Lets everything happen that is due by then. */
    public synchronized void advance(Instant now) {
        while (!events.element().due().isAfter(now)) {
            events.remove().action().run();
        }
    }

    private void bookAt(Instant due) {
        later(due, () -> {
            book(due);
            bookAt(due.plus(pace));
        });
    }

    private void book(Instant now) {
        int index = FIRST_NUMBER + bookings++;
        boolean high = bookings % HIGH_VALUE == 0;
        int kind = kind(index, high);
        ObjectNode fields = fields(index, kind);
        call(fields);
        Instant begins = now.plus(pace.multipliedBy(2));
        ObjectNode job = dispatching.book(fields, begins, Duration.ofMinutes(JobKind.of(plan.trade()).get(kind).minutes()),
                high ? estimate(index, kind, fields) : null);
        live(job.get("id").longValue(), index, kind, begins);
        if (bookings % RENEWAL == 0) {
            renew();
        }
    }

    private void live(long job, int index, int kind, Instant begins) {
        int technician = plan.technicianOfJob(index);
        Instant done = begins.plus(pace.multipliedBy(4));
        later(begins, () -> dispatching.dispatch(job, Ids.TECHNICIANS + technician, OfficeRows.technician(technician)));
        if (bookings % CALLED_OFF == 0) {
            later(begins.plus(pace.dividedBy(10)), () -> dispatching.cancel(job, Ids.CANCEL_REASONS, "Customer called"));
            return;
        }
        JobKind work = JobKind.of(plan.trade()).get(kind);
        JobMoney money = JobMoney.of(plan, index, work);
        List<ObjectNode> lines = List.of(InvoiceRows.line(0, 1, "Service", Ids.SERVICES + kind, work.name(), BigDecimal.ONE,
                money.service()),
                InvoiceRows.line(0, 2, "Material", Ids.MATERIALS + money.material(),
                        PriceBookRows.materialName(money.material()), BigDecimal.valueOf(money.quantity()), money.unitPrice()));
        later(done, () -> dispatching.complete(job, work, money, lines));
        later(done.plus(pace.multipliedBy(3).dividedBy(2)), () -> dispatching.pay(job));
    }

    private ObjectNode fields(int index, int kind) {
        int customer = bookings % NEW_CUSTOMER == 0 ? -1 : plan.customerOfJob(index);
        long customerId = customer < 0 ? newCustomer(index) : Ids.CUSTOMERS + customer;
        long locationId = customer < 0 ? newLocation(index, customerId) : Ids.LOCATIONS + customer;
        JobKind work = JobKind.of(plan.trade()).get(kind);
        return JsonNodeFactory.instance.objectNode().put("customerId", customerId).put("locationId", locationId)
                .put("businessUnitId", Ids.BUSINESS_UNITS + kind % Plan.BUSINESS_UNITS).put("jobTypeId", Ids.JOB_TYPES + kind)
                .put("priority", work.priority()).put("campaignId", Ids.CAMPAIGNS + index % (Plan.CAMPAIGNS - 1))
                .put("summary", "<p>" + work.name() + "</p>");
    }

    private long newCustomer(int index) {
        CustomerRows people = new CustomerRows(plan);
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("name", people.name(index)).put("type", "Residential");
        fields.set("address", people.address(index));
        fields.put("balance", BigDecimal.ZERO).put("createdById", Ids.EMPLOYEES);
        long id = data.table("crm/customers").insert(fields).get("id").longValue();
        ObjectNode contact = JsonNodeFactory.instance.objectNode().put("customerId", id).put("type", "MobilePhone").put("value",
                people.phone(index));
        contact.putObject("phoneSettings").put("phoneNumber", people.phone(index)).put("doNotText", false);
        data.table("crm/customers/contacts").insert(contact);
        return id;
    }

    private long newLocation(int index, long customerId) {
        CustomerRows people = new CustomerRows(plan);
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("customerId", customerId).put("name", people.name(index));
        fields.set("address", people.address(index));
        fields.put("zoneId", Ids.ZONES + index % Plan.ZONES).put("taxExempt", false).put("createdById", Ids.EMPLOYEES);
        return data.table("crm/locations").insert(fields).get("id").longValue();
    }

    private void call(ObjectNode job) {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("type", "Booked").put("direction", "Inbound")
                .put("status", "Completed").put("duration", "00:04:10").put("from", "5550001111").put("to", "5550210000")
                .put("excuseMemo", "").put("tag", "").put("sid", "CA" + job.get("customerId").asText());
        String name = data.table("crm/customers").row(job.get("customerId").longValue()).orElseThrow().get("name").asText();
        call.putObject("customer").put("id", job.get("customerId").longValue()).put("name", name);
        int campaign = (int) (job.get("campaignId").longValue() - Ids.CAMPAIGNS);
        call.putObject("campaign").put("id", job.get("campaignId").longValue()).put("name", MarketingRows.campaign(campaign));
        call.putObject("agent").put("id", Ids.EMPLOYEES).put("name", "Agent 0");
        ObjectNode row = data.table("telecom/calls").insert(call);
        job.put("leadCallId", row.get("id").longValue());
        ObjectNode bundle = JsonNodeFactory.instance.objectNode().put("id", row.get("id").longValue());
        bundle.set("leadCall", row.deepCopy().put("callType", "Booked").put("receivedOn", row.get("createdOn").asText()));
        dispatching.tell("tn.tlc.call-completed", "call", bundle);
    }

    private ObjectNode estimate(int index, int kind, ObjectNode job) {
        JobKind work = JobKind.of(plan.trade()).get(kind);
        BigDecimal price = JobMoney.of(plan, index, work).service();
        ObjectNode estimate = JsonNodeFactory.instance.objectNode().put("customerId", job.get("customerId").longValue())
                .put("locationId", job.get("locationId").longValue()).put("name", work.name()).put("reviewStatus", "None")
                .put("subtotal", price).put("tax", BigDecimal.ZERO)
                .put("businessUnitId", job.get("businessUnitId").longValue());
        estimate.putObject("status").put("value", 0).put("name", "Open");
        ObjectNode item = estimate.putArray("items").addObject().put("id", Ids.ESTIMATES + 5_000_000 + index).put("qty", 1)
                .put("unitRate", price).put("total", price).put("description", "<p>" + work.name() + "</p>");
        item.putObject("sku").put("id", Ids.SERVICES + kind).put("name", "SVC-" + (100 + kind)).put("type", "Service");
        return estimate;
    }

    /** The membership whose term ends next begins a new one. */
    private void renew() {
        Table memberships = data.table("memberships/memberships");
        long id = Ids.MEMBERSHIPS + bookings / RENEWAL % plan.memberships();
        ObjectNode row = memberships.row(id).orElseThrow();
        Instant ends = Timestamps.parse(row.get("to").asText()).orElseThrow().plus(Duration.ofDays(365));
        memberships.update(id, JsonNodeFactory.instance.objectNode().put("status", "Active").put("active", true)
                .put("to", Timestamps.text(ends)).put("nextScheduledBillDate", Timestamps.text(ends))
                .put("followUpStatus", "Won"));
    }

    /** Of all kinds of work, or of those that cost thousands. */
    private int kind(int index, boolean high) {
        List<JobKind> kinds = JobKind.of(plan.trade());
        int any = plan.seeded().below(kinds.size(), index, 71);
        for (int step = 0; high && step < kinds.size(); step++) {
            int candidate = (any + step) % kinds.size();
            if (kinds.get(candidate).low() >= 6_000) {
                return candidate;
            }
        }
        return any;
    }

    private void later(Instant due, Runnable action) {
        events.add(new Event(due, number++, action));
    }
}
