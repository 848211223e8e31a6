package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The steps of a job's life, each a write to every row that it concerns, and the event that follows. */
public final class Dispatching {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ContractorData data;
    private final InstantSource clock;
    private final ChangeListener listener;

    public Dispatching(ContractorData data, InstantSource clock, ChangeListener listener) {
        this.data = data;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Books a job with one appointment and its invoice. Whoever sees the job sees everything that belongs to it.
     *
     * @param fields of the job: who, where, what
     * @param begins when the technician is due
     * @param estimate of the work; null for none
     */
    public ObjectNode book(ObjectNode fields, Instant begins, Duration length, ObjectNode estimate) {
        Table jobs = data.table("jpm/jobs");
        ObjectNode booked;
        synchronized (jobs) {
            long job = jobs.nextId();
            ObjectNode appointment = data.table("jpm/appointments").insert(appointment(job, fields, begins, length));
            ObjectNode invoice = data.table("accounting/invoices").insert(emptyInvoice(job, fields, begins));
            ObjectNode row = defaults(job).setAll(fields);
            row.set("firstAppointmentId", appointment.get("id"));
            row.set("lastAppointmentId", appointment.get("id"));
            row.set("invoiceId", invoice.get("id"));
            if (estimate != null) {
                ObjectNode linked = estimate.put("jobId", job).put("jobNumber", String.valueOf(job));
                row.putArray("estimateIds").add(data.table("sales/estimates").insert(linked).get("id"));
            }
            booked = jobs.insert(row);
        }
        tell("tn.jpm.job-scheduled", "job", booked);
        return booked;
    }

    public void dispatch(long job, long technician, String name) {
        ObjectNode row = data.table("jpm/jobs").update(job, NODES.objectNode().put("jobStatus", "Dispatched")).orElseThrow();
        long appointmentId = row.get("firstAppointmentId").longValue();
        ObjectNode appointment = data.table("jpm/appointments")
                .update(appointmentId, NODES.objectNode().put("status", "Dispatched")).orElseThrow();
        data.table("dispatch/appointment-assignments")
                .insert(NODES.objectNode().put("technicianId", technician).put("technicianName", name)
                        .put("assignedById", Ids.EMPLOYEES).put("assignedOn", now()).put("status", "Dispatched")
                        .put("isPaused", false).put("jobId", job).put("appointmentId", appointmentId));
        ObjectNode event = NODES.objectNode();
        event.set("job", row);
        event.set("appointment", appointment);
        listener.changed(data.contractor(), "tn.dis.technician-dispatched", event);
    }

    /** Ends a job and puts what was done on its invoice; an open estimate counts as sold. */
    void complete(long job, JobKind kind, JobMoney money, List<ObjectNode> lines) {
        ObjectNode before = data.table("jpm/jobs").row(job).orElseThrow();
        data.table("jpm/appointments").update(before.get("firstAppointmentId").longValue(),
                NODES.objectNode().put("status", "Done"));
        before.path("estimateIds").forEach(estimate -> data.table("sales/estimates").update(estimate.longValue(), sold()));
        ObjectNode done = NODES.objectNode().put("jobStatus", "Completed").put("completedOn", now()).put("total",
                money.total());
        ObjectNode row = data.table("jpm/jobs").update(job, done).orElseThrow();
        tell("tn.jpm.job-completed", "job", row);
        ObjectNode invoice = NODES.objectNode().put("subTotal", money.subTotal()).put("salesTax", money.tax())
                .put("total", money.total()).put("balance", money.total()).put("syncStatus", "Posted")
                .put("reviewStatus", "Reviewed").put("sentStatus", "Sent").put("summary", kind.name());
        for (ObjectNode line : lines) {
            ObjectNode item = line.deepCopy().put("invoiceId", before.get("invoiceId").longValue());
            invoice.withArrayProperty("items").add(data.table("accounting/invoice-items").insert(item));
        }
        ObjectNode invoiced = data.table("accounting/invoices").update(before.get("invoiceId").longValue(), invoice)
                .orElseThrow();
        tell("tn.acc.invoice-updated", "invoice", invoiced);
    }

    /** Takes what is open on the job's invoice. */
    void pay(long job) {
        ObjectNode row = data.table("jpm/jobs").row(job).orElseThrow();
        Table invoices = data.table("accounting/invoices");
        ObjectNode invoice = invoices.row(row.get("invoiceId").longValue()).orElseThrow();
        BigDecimal open = invoice.get("balance").decimalValue();
        ObjectNode payment = NODES.objectNode().put("date", now()).put("type", "Credit Card").put("typeId", "2")
                .put("total", open)
                .put("unappliedAmount", BigDecimal.ZERO.setScale(2)).put("syncStatus", "Posted");
        payment.set("customer", invoice.get("customer"));
        payment.set("businessUnit", invoice.get("businessUnit"));
        payment.putArray("appliedTo").addObject().put("appliedTo", invoice.get("id").longValue()).put("appliedAmount", open)
                .put("appliedOn", now());
        data.table("accounting/payments").insert(payment);
        ObjectNode paid = invoices.update(invoice.get("id").longValue(),
                NODES.objectNode().put("balance", BigDecimal.ZERO.setScale(2)).put("paidOn", now())).orElseThrow();
        tell("tn.acc.invoice-updated", "invoice", paid);
    }

    /** Calls a job off, with its appointments. */
    public void cancel(long job, long reason, String memo) {
        ObjectNode row = data.table("jpm/jobs").update(job, NODES.objectNode().put("jobStatus", "Canceled")).orElseThrow();
        data.table("jpm/appointments").update(row.get("firstAppointmentId").longValue(),
                NODES.objectNode().put("status", "Canceled"));
        data.table("jpm/job-canceled-logs")
                .insert(NODES.objectNode().put("jobId", job).put("reasonId", reason).put("memo", memo)
                        .put("createdById", Ids.EMPLOYEES));
        tell("tn.jpm.job-updated", "job", row);
    }

    /** Says that a row has changed. */
    public void tell(String type, String name, JsonNode row) {
        ObjectNode event = NODES.objectNode();
        event.set(name, row);
        listener.changed(data.contractor(), type, event);
    }

    private ObjectNode sold() {
        ObjectNode fields = NODES.objectNode().put("soldOn", now());
        fields.putObject("status").put("value", 1).put("name", "Sold");
        return fields;
    }

    private static ObjectNode defaults(long job) {
        return NODES.objectNode().put("jobNumber", String.valueOf(job)).put("jobStatus", "Scheduled").put("appointmentCount", 1)
                .put("noCharge", false).put("notificationsEnabled", true).put("createdById", Ids.EMPLOYEES)
                .put("customerPo", "")
                .put("total", BigDecimal.ZERO);
    }

    private static ObjectNode appointment(long job, ObjectNode fields, Instant begins, Duration length) {
        String start = Timestamps.text(begins);
        return NODES.objectNode().put("jobId", job).put("appointmentNumber", job + "-1").put("start", start)
                .put("end", Timestamps.text(begins.plus(length))).put("arrivalWindowStart", start)
                .put("arrivalWindowEnd", Timestamps.text(begins.plus(Duration.ofHours(2)))).put("status", "Scheduled")
                .put("customerId", fields.get("customerId").longValue()).put("unused", false).put("isConfirmed", false)
                .put("createdById", Ids.EMPLOYEES);
    }

    private ObjectNode emptyInvoice(long job, ObjectNode fields, Instant begins) {
        BigDecimal nothing = BigDecimal.ZERO.setScale(2);
        ObjectNode invoice = NODES.objectNode().put("referenceNumber", String.valueOf(job))
                .put("invoiceDate", Timestamps.text(begins)).put("dueDate", Timestamps.text(begins.plus(Duration.ofDays(30))))
                .put("subTotal", nothing).put("salesTax", nothing).put("total", nothing).put("balance", nothing)
                .put("syncStatus", "Pending").put("reviewStatus", "NeedsReview").put("sentStatus", "NotSent")
                .put("discountTotal", nothing).put("invoiceConfiguration", "JobInvoice").put("termName", "Net 30")
                .put("taxZoneId", Ids.TAX_ZONES);
        invoice.putObject("salesTaxCode").put("id", 1).put("name", "Local").put("taxRate", JobMoney.TAX_RATE);
        invoice.set("customer", named("crm/customers", fields.get("customerId")));
        invoice.set("location", named("crm/locations", fields.get("locationId")));
        invoice.set("businessUnit", named("settings/business-units", fields.get("businessUnitId")));
        invoice.putObject("job").put("id", job).put("number", String.valueOf(job));
        return invoice;
    }

    private ObjectNode named(String collection, JsonNode id) {
        String name = data.table(collection).row(id.longValue()).map(row -> row.path("name").asText()).orElse("");
        return NODES.objectNode().put("id", id.longValue()).put("name", name);
    }

    private String now() {
        return Timestamps.text(clock.instant());
    }
}
