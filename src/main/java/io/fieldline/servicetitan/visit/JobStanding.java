package io.fieldline.servicetitan.visit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.servicetitan.customer.NamedTypes.Type;

/** How things are with a job. */
final class JobStanding {

    static final String CANCELLATION = "job-cancelled";
    private static final String COMPLETION = "job-completed";

    private final Office office;
    private final Exclusions exclusions;

    JobStanding(Office office, Exclusions exclusions) {
        this.office = office;
        this.exclusions = exclusions;
    }

    /** @throws Ended when there is no reason for the message any more */
    Stands look(MessageRequest request) {
        Map<String, Object> job = office.need("jpm", "jobs", request.key().subject().id(), "job");
        return look(job, request, lastVisit(job));
    }

    /** @param assignments active ones, of the visit that the message is about */
    Stands look(Map<String, Object> job, MessageRequest request, List<Map<String, Object>> assignments) {
        Map<String, Object> customer = office.need("crm", "customers", job.get("customerId"), "customer");
        Map<String, Object> location = office.need("crm", "locations", job.get("locationId"), "location");
        checkStatus(job, request);
        exclusions.check(office, job, customer);
        Map<String, Object> values = new LinkedHashMap<>(Names.of(customer, location));
        values.put("jobNumber", job.get("jobNumber"));
        values.put("jobType", job.get("jobTypeId") instanceof Long type
                ? office.jobTypes().byId(type).map(Type::name).orElse("")
                : "");
        Moments.instant(job.get("completedOn")).ifPresent(moment -> values.put("completed", moment));
        values.putAll(Names.technicians(assignments));
        return new Stands(office.facts(customer, location, ContactFacts.Job.of(job)), values);
    }

    private static void checkStatus(Map<String, Object> job, MessageRequest request) {
        String event = request.key().event();
        boolean canceled = "Canceled".equals(job.get("jobStatus"));
        if (canceled && !event.equals(CANCELLATION)) {
            throw new Ended("job-cancelled", "the job is cancelled");
        }
        if (!canceled && event.equals(CANCELLATION)) {
            throw new Ended("job-resumed", "the job is not cancelled any more");
        }
        boolean aboutWorkDone = request.kind() == MessageKind.MARKETING || event.equals(COMPLETION);
        if (aboutWorkDone && !"Completed".equals(job.get("jobStatus"))) {
            throw new Ended("job-reopened", "the job is not completed any more");
        }
        if (request.kind() == MessageKind.MARKETING) {
            checkPleasant(job);
        }
    }

    /** Nobody is asked for praise of work that had to be done again, or was not charged for. */
    private static void checkPleasant(Map<String, Object> job) {
        if (job.get("recallForId") != null) {
            throw new Ended("recall", "the job is a recall");
        }
        if (Boolean.TRUE.equals(job.get("noCharge"))) {
            throw new Ended("no-charge", "the job is a no-charge job");
        }
    }

    /** Who went last: of an earlier visit others may tell. */
    List<Map<String, Object>> lastVisit(Map<String, Object> job) {
        List<Map<String, Object>> all = office.assignments("jobId", (Long) job.get("id"), "jobId");
        List<Map<String, Object>> last = all.stream()
                .filter(row -> Objects.equals(row.get("appointmentId"), job.get("lastAppointmentId"))).toList();
        return last.isEmpty() ? all : last;
    }
}
