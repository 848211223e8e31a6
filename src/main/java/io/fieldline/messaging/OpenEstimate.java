package io.fieldline.messaging;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;

/**
 * Estimates that are open, once each, from their making on until they are <code>until</code> old, of at least
 * <code>minimum</code>. Of one job one stands for all, unless the setting <code>each</code> says <code>estimate</code>.
 */
final class OpenEstimate implements SequenceKind {

    private static final Duration UNTIL = Duration.ofDays(30);
    private static final String JOB = "jobId";
    /** After which another one of the job is what the customer thinks about. */
    private static final Set<String> REPLACED = Set.of("estimate-dismissed", "estimate-gone");

    @Override
    public String subject() {
        return "estimate";
    }

    @Override
    public String collection() {
        return "sales/estimates";
    }

    @Override
    public Map<String, String> among(FlowMessages flow, Instant now) {
        return Map.of("status", "Open", "createdOnOrAfter",
                now.minus(until(flow)).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public Set<String> ends() {
        return Set.of("estimate-sold", "other-estimate-sold", "estimate-dismissed", "estimate-gone", "job-cancelled",
                "visit-ahead", "excluded-job-type", "excluded-tag", "job-gone", "customer-gone", "location-gone");
    }

    @Override
    public Optional<Subject> due(FlowMessages flow, RecordReading record, Instant now) {
        BigDecimal minimum = flow.settings().values().get("minimum") instanceof BigDecimal least ? least : BigDecimal.ZERO;
        return asked(record).filter(open -> !record.time("createdOn").isBefore(now.minus(until(flow)))
                && record.money("subtotal").add(record.money("tax")).compareTo(minimum) >= 0);
    }

    @Override
    public Optional<Subject> asked(RecordReading record) {
        return record.status().equals("Open") && record.active()
                ? Optional.of(Subject.of(subject(), record.id()))
                : Optional.empty();
    }

    private static Duration until(FlowMessages flow) {
        return flow.time("until").orElse(UNTIL);
    }

    @Override
    public Map<String, Object> values(RecordReading record) {
        return record.reference("job").isPresent() ? Map.of(JOB, record.reference("job").getAsLong()) : Map.of();
    }

    @Override
    public boolean standsFor(FlowMessages flow, SequenceProcess other, RecordReading record) {
        return !"estimate".equals(flow.settings().values().get("each")) && record.reference("job").isPresent()
                && other.values().get(JOB) instanceof Number job && job.longValue() == record.reference("job").getAsLong()
                && !REPLACED.contains(other.reason());
    }
}
