package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.servicetitan.customer.NamedTypes.Type;

/** Whether an estimate still waits for its customer's word. Its status is an object when it is read, and a word elsewhere. */
final class EstimateStanding {

    private static final Set<String> AHEAD = Set.of("Scheduled", "Dispatched", "Working", "Hold");

    private final Office office;
    private final JobStanding jobs;
    private final Exclusions exclusions;
    private final InstantSource clock;

    EstimateStanding(Office office, JobStanding jobs, Exclusions exclusions, InstantSource clock) {
        this.office = office;
        this.jobs = jobs;
        this.exclusions = exclusions;
        this.clock = clock;
    }

    /** @throws Ended when there is no reason for the message any more */
    Stands look(MessageRequest request) {
        Map<String, Object> estimate = office.need("sales", "estimates", request.key().subject().id(), "estimate");
        checkStatus(estimate);
        Map<String, Object> job = estimate.get("jobId") == null
                ? Map.of()
                : office.need("jpm", "jobs", estimate.get("jobId"), "job");
        if (!job.isEmpty()) {
            checkJob(estimate, job);
        }
        Map<String, Object> customer = office.need("crm", "customers", either(estimate, job, "customerId"), "customer");
        exclusions.check(office, job, customer);
        Map<String, Object> location = either(estimate, job, "locationId") == null
                ? null
                : office.need("crm", "locations", either(estimate, job, "locationId"), "location");
        Map<String, Object> values = new LinkedHashMap<>(Names.of(customer, location == null ? Map.of() : location));
        values.put("estimateNumber", String.valueOf(estimate.get("id")));
        values.put("estimateName", estimate.get("name"));
        values.put("estimateTotal",
                InvoiceStanding.money(estimate.get("subtotal")).add(InvoiceStanding.money(estimate.get("tax"))));
        Moments.instant(estimate.get("createdOn")).ifPresent(moment -> values.put("estimate", moment));
        if (job.isEmpty()) {
            return new Stands(office.facts(customer, location, null), values);
        }
        values.put("jobNumber", job.get("jobNumber"));
        values.put("jobType", job.get("jobTypeId") instanceof Long type
                ? office.jobTypes().byId(type).map(Type::name).orElse("")
                : "");
        // An open estimate names nobody; whoever was there last is whom the customer talked to.
        values.putAll(Names.technicians(jobs.lastVisit(job)));
        return new Stands(office.facts(customer, location, ContactFacts.Job.of(job)), values);
    }

    private static void checkStatus(Map<String, Object> estimate) {
        if (Boolean.FALSE.equals(estimate.get("active"))) {
            throw new Ended("estimate-gone", "the estimate is not in use any more");
        }
        switch (status(estimate)) {
            case "Sold" -> throw new Ended("estimate-sold", "the estimate is sold");
            case "Dismissed" -> throw new Ended("estimate-dismissed", "the estimate is dismissed");
            default -> {
                if (estimate.get("soldOn") != null) {
                    throw new Ended("estimate-sold", "the estimate has a day on which it was sold");
                }
            }
        }
    }

    private static String status(Map<String, Object> estimate) {
        return Objects.toString(estimate.get("status") instanceof Map<?, ?> held ? held.get("name") : estimate.get("status"),
                "");
    }

    private void checkJob(Map<String, Object> estimate, Map<String, Object> job) {
        if ("Canceled".equals(job.get("jobStatus"))) {
            throw new Ended("job-cancelled", "the job is cancelled");
        }
        long id = (Long) job.get("id");
        List<Map<String, Object>> ofJob = office.rows("sales", "estimates", "jobId", id, "jobId");
        if (ofJob.stream().filter(other -> !Objects.equals(other.get("id"), estimate.get("id")))
                .anyMatch(other -> status(other).equals("Sold") && !Boolean.FALSE.equals(other.get("active")))) {
            throw new Ended("other-estimate-sold", "another estimate of the job is sold");
        }
        Instant now = clock.instant();
        if (office.rows("jpm", "appointments", "jobId", id, "jobId").stream()
                .filter(visit -> !Boolean.FALSE.equals(visit.get("active")) && AHEAD.contains(visit.get("status")))
                .anyMatch(visit -> Moments.instant(visit.get("start")).filter(start -> start.isAfter(now)).isPresent())) {
            throw new Ended("visit-ahead", "the job has another visit ahead");
        }
    }

    private static Object either(Map<String, Object> estimate, Map<String, Object> job, String field) {
        return estimate.get(field) == null ? job.get(field) : estimate.get(field);
    }
}
