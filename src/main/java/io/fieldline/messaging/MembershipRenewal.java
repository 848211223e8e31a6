package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;

/**
 * Memberships that end soon or have ended, once for each end, from <code>before</code> that day until <code>lapsed</code> after
 * it; both are settings of the flow.
 */
final class MembershipRenewal implements SequenceKind {

    private static final Duration USUAL = Duration.ofDays(30);

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
        return Map.of();
    }

    @Override
    public Set<String> ends() {
        return Set.of("renewed", "never-expires", "membership-cancelled", "membership-suspended", "membership-gone",
                "customer-gone", "location-gone");
    }

    @Override
    public Optional<Subject> due(FlowMessages flow, RecordReading record, Instant now) {
        return MembershipTime.between(flow, record, now, flow.time("before").orElse(USUAL).negated(),
                flow.time("lapsed").orElse(USUAL));
    }

    @Override
    public Optional<Subject> asked(RecordReading record) {
        return MembershipTime.ending(record);
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
