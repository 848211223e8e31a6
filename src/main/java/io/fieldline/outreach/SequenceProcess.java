package io.fieldline.outreach;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far one subject is in a sequence.
 *
 * @param nextStep counted from 0
 * @param nextAt when it is planned
 * @param messages that were planned, without those that were refused
 * @param reason why it ended; empty while it runs
 * @param values what templates are given
 */
public record SequenceProcess(String tenant, String flow, Subject subject, long customerId, OptionalLong locationId,
        Instant enrolledAt, int nextStep, Instant nextAt, int messages, State state, String reason, Instant changedAt,
        Map<String, Object> values) {

    public enum State {
        RUNNING, COMPLETED, STOPPED
    }

    public SequenceProcess {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(subject, "subject");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    SequenceProcess planned(int nowMessages, Instant next, Instant now) {
        return new SequenceProcess(tenant, flow, subject, customerId, locationId, enrolledAt, nextStep + 1, next, nowMessages,
                state, reason, now, values);
    }

    SequenceProcess later(Instant next, Instant now) {
        return new SequenceProcess(tenant, flow, subject, customerId, locationId, enrolledAt, nextStep, next, messages, state,
                reason, now, values);
    }

    SequenceProcess ended(State how, String why, Instant now) {
        return new SequenceProcess(tenant, flow, subject, customerId, locationId, enrolledAt, nextStep, nextAt, messages, how,
                why, now, values);
    }
}
