package io.fieldline.servicetitan.visit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.outreach.Standing.Stopped;
import io.fieldline.servicetitan.customer.NamedTypes.Type;

/** How things are with a job. */
final class JobStanding {

    private static final String CANCELED = "Canceled";
    private static final String COMPLETED = "Completed";
    private static final String CANCELLATION = "job-cancelled";

    private final Office office;
    private final Exclusions exclusions;

    JobStanding(Office office, Exclusions exclusions) {
        this.office = office;
        this.exclusions = exclusions;
    }

    Standing look(MessageRequest request) {
        Optional<Map<String, Object>> job = office.find("jpm", "jobs", request.key().subject().id());
        return job.isEmpty()
                ? new Stopped("job-gone", "the job is not there any more")
                : of(job.get(), request);
    }

    private Standing of(Map<String, Object> job, MessageRequest request) {
        Optional<Map<String, Object>> customer = job.get("customerId") instanceof Long id
                ? office.find("crm", "customers", id)
                : Optional.empty();
        if (customer.isEmpty()) {
            return new Stopped("customer-gone", "the job's customer is not there any more");
        }
        Optional<Map<String, Object>> location = job.get("locationId") instanceof Long id
                ? office.find("crm", "locations", id)
                : Optional.empty();
        if (location.isEmpty()) {
            return new Stopped("location-gone", "the job's location is not there any more");
        }
        Optional<Stopped> stopped = status(job, request).or(() -> exclusions.stop(office, job, customer.get()));
        return stopped.isPresent() ? stopped.get() : stands(job, customer.get(), location.get());
    }

    private static Optional<Stopped> status(Map<String, Object> job, MessageRequest request) {
        boolean canceled = CANCELED.equals(job.get("jobStatus"));
        boolean cancellation = CANCELLATION.equals(request.key().event());
        if (canceled && !cancellation) {
            return Optional.of(new Stopped("job-cancelled", "the job is cancelled"));
        }
        if (!canceled && cancellation) {
            return Optional.of(new Stopped("job-resumed", "the job is not cancelled any more"));
        }
        boolean aboutWorkDone = request.kind() == MessageKind.MARKETING || request.key().event().equals("job-completed");
        if (aboutWorkDone && !COMPLETED.equals(job.get("jobStatus"))) {
            return Optional.of(new Stopped("job-reopened", "the job is not completed any more"));
        }
        return request.kind() == MessageKind.MARKETING ? pleasant(job) : Optional.empty();
    }

    /** Nobody is asked for praise of work that had to be done again, or was not charged for. */
    private static Optional<Stopped> pleasant(Map<String, Object> job) {
        if (job.get("recallForId") != null) {
            return Optional.of(new Stopped("recall", "the job is a recall"));
        }
        return Boolean.TRUE.equals(job.get("noCharge"))
                ? Optional.of(new Stopped("no-charge", "the job is a no-charge job"))
                : Optional.empty();
    }

    private Standing stands(Map<String, Object> job, Map<String, Object> customer, Map<String, Object> location) {
        ContactFacts facts = new ContactFacts(office.customer(customer), Optional.of(office.location(location)),
                Optional.of(ContactFacts.Job.of(job)), Map.of());
        Map<String, Object> values = new LinkedHashMap<>(Names.of(customer, location));
        values.put("jobNumber", job.get("jobNumber"));
        values.put("jobType", job.get("jobTypeId") instanceof Long type
                ? office.jobTypes().byId(type).map(Type::name).orElse("")
                : "");
        values.put("completed", time(job.get("completedOn")));
        values.putAll(Names.technicians(assignments(job)));
        return new Stands(facts, values);
    }

    /** Who went last: of an earlier visit others may tell. */
    private List<Map<String, Object>> assignments(Map<String, Object> job) {
        List<Map<String, Object>> all = office
                .rows("dispatch", "appointment-assignments", "jobId", (Long) job.get("id"), "jobId").stream()
                .filter(row -> Boolean.TRUE.equals(row.get("active"))).toList();
        List<Map<String, Object>> last = all.stream()
                .filter(row -> Objects.equals(row.get("appointmentId"), job.get("lastAppointmentId"))).toList();
        return last.isEmpty() ? all : last;
    }

    private static Object time(Object text) {
        try {
            return text == null ? null : Instant.parse(text.toString());
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
