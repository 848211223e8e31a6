package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import io.fieldline.outreach.Subject;

/** The days around the end of a membership, by the tenant's calendar. */
final class MembershipTime {

    static final String SUBJECT = "membership";
    static final String COLLECTION = "memberships/memberships";

    private MembershipTime() {}

    /**
     * @param from after the end; before it when negative
     * @return the membership with its end, where today is between the two; one without an end has no such day
     */
    static Optional<Subject> between(FlowMessages flow, RecordReading record, Instant now, Duration from, Duration until) {
        Instant today = start(LocalDate.ofInstant(now, flow.tenant().timeZone()));
        return record.day("to").filter(end -> !today.isBefore(start(end).plus(from)) && !today.isAfter(start(end).plus(until)))
                .flatMap(end -> ending(record));
    }

    /** The membership with its end, whenever that is. */
    static Optional<Subject> ending(RecordReading record) {
        return record.day("to").map(end -> new Subject(SUBJECT, record.id(), end.toString()));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
