package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.Subject;
import io.fieldline.sync.StreamKey;

/** What was decided about visits before, as the outbox remembers it. */
final class Told {

    private static final Set<String> STARTS = Set.of(VisitEvents.BOOKED, VisitEvents.RESCHEDULED);
    private static final int MESSAGES_LOOKED_AT = 500;

    private final OutboxStore outbox;

    Told(OutboxStore outbox) {
        this.outbox = outbox;
    }

    boolean decided(StreamKey key, String event, String subject, long id) {
        return outbox.find(new MessageKey(key.tenant(), key.flow(), event, Subject.of(subject, id)).token()).isPresent();
    }

    /** The newest decision about when an appointment begins; empty when there was none. */
    Optional<OutboxMessage> ofStart(StreamKey key, long appointment, long customer) {
        String record = Subject.of("appointment", appointment).record();
        List<OutboxMessage> messages = outbox.list(key.tenant(), key.flow(), null, customer, MESSAGES_LOOKED_AT);
        return messages.stream().filter(message -> message.request().key().subject().record().equals(record))
                .filter(message -> STARTS.contains(message.request().key().event()))
                .max(Comparator.comparing(OutboxMessage::plannedAt));
    }

    /** When the appointment begins as its customer was told; empty once the message's values were removed. */
    static Optional<Instant> start(OutboxMessage message) {
        return Moments.instant(message.request().values().get(VisitEvents.START));
    }
}
