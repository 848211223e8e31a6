package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;

/**
 * Memberships that ended and were not renewed, once for each end, <code>from</code> so long after that day <code>until</code> so
 * long; both are settings of the flow.
 */
final class LapsedMember implements SequenceKind {

    /** A day after the last one on which the renewal sequence takes a membership in. */
    private static final Duration FROM = Duration.ofDays(31);
    private static final Duration UNTIL = Duration.ofDays(180);

    @Override
    public String subject() {
        return MembershipTime.SUBJECT;
    }

    @Override
    public String collection() {
        return MembershipTime.COLLECTION;
    }

    @Override
    public Map<String, String> among(FlowMessages flow, Instant now) {
        return Map.of("status", "Expired");
    }

    @Override
    public Set<String> ends() {
        return Set.of("member-again", "renewed", "never-expires", "membership-cancelled", "membership-suspended",
                "membership-gone", "customer-gone", "location-gone");
    }

    @Override
    public Optional<Subject> due(FlowMessages flow, RecordReading record, Instant now) {
        return record.status().equals("Expired")
                ? MembershipTime.between(flow, record, now, flow.time("from").orElse(FROM), flow.time("until").orElse(UNTIL))
                : Optional.empty();
    }

    @Override
    public Optional<Subject> asked(RecordReading record) {
        return record.status().equals("Expired") ? MembershipTime.ending(record) : Optional.empty();
    }

    @Override
    public Map<String, Object> values(RecordReading record) {
        return Map.of();
    }

    @Override
    public boolean standsFor(FlowMessages flow, SequenceProcess other, RecordReading record) {
        return false;
    }
}
