package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.Duration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Jobs, their appointments and who was sent. */
final class JobRows {

    private static final int SECOND_VISIT = 7;
    private static final String ACCESS = "Access";

    private final Plan plan;
    private final Seeded seeded;

    JobRows(Plan plan) {
        this.plan = plan;
        this.seeded = plan.seeded();
    }

    RowSource jobs() {
        return Generated.of(Ids.JOBS, plan.jobs(), plan.timeline(plan.jobs()), this::job).aged(this::age);
    }

    /** One for each job, then a second visit to every seventh. */
    RowSource appointments() {
        int size = plan.appointments();
        return Generated.of(Ids.APPOINTMENTS, size, plan.timeline(size), this::appointment)
                .aged(index -> age(jobOfAppointment(index)));
    }

    RowSource assignments() {
        int size = plan.appointments();
        return Generated.of(Ids.ASSIGNMENTS, size, plan.timeline(size), this::assignment);
    }

    /** The log of the jobs that were called off. */
    RowSource canceledLogs() {
        int size = plan.jobs() / Plan.TWENTY - 1;
        return Generated.of(Ids.CANCELED_LOGS, size, plan.timeline(size), index -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("jobId", Ids.JOBS + (long) index * Plan.TWENTY + Plan.CANCELED);
            row.put("reasonId", Ids.CANCEL_REASONS + seeded.below(5, index, 51));
            row.put("memo", "Called in to cancel");
            row.put("createdById", Ids.EMPLOYEES);
            return row;
        });
    }

    RowSource customFields() {
        return Generated.of(Ids.JOB_FIELDS, 2, plan.timeline(2), index -> JsonNodeFactory.instance.objectNode()
                .put("name", index == 0 ? ACCESS : "Dog").put("dataType", "Text"));
    }

    private ObjectNode job(int index) {
        int customer = plan.customerOfJob(index);
        JobKind kind = plan.kindOfJob(index);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("jobNumber", String.valueOf(Ids.JOBS + index));
        row.put("customerId", Ids.CUSTOMERS + customer);
        row.put("locationId", Ids.LOCATIONS + customer);
        row.put("jobStatus", status(index, "Scheduled", "Completed"));
        row.put("completedOn", plan.completed(index) ? Timestamps.text(plan.ends(index)) : null);
        row.put("businessUnitId", Ids.BUSINESS_UNITS + plan.kindIndexOfJob(index) % Plan.BUSINESS_UNITS);
        row.put("jobTypeId", Ids.JOB_TYPES + plan.kindIndexOfJob(index));
        row.put("priority", kind.priority());
        row.put("campaignId", Ids.CAMPAIGNS + seeded.below(Plan.CAMPAIGNS - 1, index, 52));
        visits(row, index);
        row.put("noCharge", false);
        row.put("notificationsEnabled", true);
        row.put("createdById", Ids.EMPLOYEES + seeded.below(Plan.EMPLOYEES, index, 53));
        row.put("leadCallId", Ids.CALLS + index);
        row.put("customerPo", index % 9 == 0 ? "PO-" + (4000 + index) : "");
        row.put("invoiceId", Ids.INVOICES + index);
        row.put("total", plan.completed(index) ? JobMoney.of(plan, index, kind).total() : BigDecimal.ZERO);
        row.put("summary", "<p>" + kind.name() + ". Customer reports the issue started "
                + (1 + seeded.below(9, index, 54)) + " days ago and wants a call half an hour before arrival. "
                + "Park on the street; the main shut-off is behind the panel in the hallway.</p>");
        details(row, index);
        return row;
    }

    private void visits(ObjectNode row, int index) {
        boolean second = index % SECOND_VISIT == 0;
        row.put("appointmentCount", second ? 2 : 1);
        row.put("firstAppointmentId", Ids.APPOINTMENTS + index);
        row.put("lastAppointmentId", Ids.APPOINTMENTS + (second ? plan.jobs() + index / SECOND_VISIT : index));
    }

    private void details(ObjectNode row, int index) {
        if (plan.estimateOfJob(index) >= 0) {
            row.putArray("estimateIds").add(Ids.ESTIMATES + plan.estimateOfJob(index));
            row.put("soldById", plan.completed(index) ? Ids.TECHNICIANS + plan.technicianOfJob(index) : null);
        }
        if (index % 5 == 0) {
            row.putArray("tagTypeIds").add(Ids.TAG_TYPES + seeded.below(Plan.TAG_TYPES - 1, index, 55));
        }
        if (index % 4 == 0) {
            row.putArray("customFields").addObject().put("typeId", Ids.JOB_FIELDS).put("name", ACCESS).put("value",
                    index % 8 == 0 ? "Side gate" : "Front door");
        }
    }

    private ObjectNode appointment(int index) {
        int job = jobOfAppointment(index);
        boolean second = index >= plan.jobs();
        Duration later = second ? Duration.ofDays(1) : Duration.ZERO;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("jobId", Ids.JOBS + job);
        row.put("appointmentNumber", Ids.JOBS + job + (second ? "-2" : "-1"));
        row.put("start", Timestamps.text(plan.begins(job).plus(later)));
        row.put("end", Timestamps.text(plan.ends(job).plus(later)));
        row.put("arrivalWindowStart", Timestamps.text(plan.begins(job).plus(later)));
        row.put("arrivalWindowEnd", Timestamps.text(plan.begins(job).plus(later).plus(Duration.ofHours(2))));
        row.put("status", status(job, "Scheduled", "Done"));
        row.put("customerId", Ids.CUSTOMERS + plan.customerOfJob(job));
        row.put("unused", false);
        row.put("isConfirmed", job % 2 == 0);
        row.put("createdById", Ids.EMPLOYEES);
        return row;
    }

    private ObjectNode assignment(int index) {
        int job = jobOfAppointment(index);
        int technician = plan.technicianOfJob(job);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("technicianId", Ids.TECHNICIANS + technician);
        row.put("technicianName", OfficeRows.technician(technician));
        row.put("assignedById", Ids.EMPLOYEES + 4);
        row.put("assignedOn", Timestamps.text(plan.begins(job).minus(Duration.ofHours(3))));
        row.put("status", plan.completed(job) ? "Done" : "Scheduled");
        row.put("isPaused", false);
        row.put("jobId", Ids.JOBS + job);
        row.put("appointmentId", Ids.APPOINTMENTS + index);
        return row;
    }

    private int jobOfAppointment(int appointment) {
        return appointment < plan.jobs() ? appointment : (appointment - plan.jobs()) * SECOND_VISIT;
    }

    private String status(int job, String before, String after) {
        return plan.upcoming(job) ? before : plan.canceled(job) ? "Canceled" : after;
    }

    /** Booked one to four days before it began. */
    private long age(int job) {
        return plan.upcoming(job) ? 60 : Duration.ofDays(1 + seeded.below(4, job, 56)).toSeconds() + 40_000;
    }
}
