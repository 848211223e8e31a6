package io.fieldline.outreach;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.outreach.ConsentGate.Moment;

/** Decides about a message and keeps what was decided, in the outbox, before anything is sent. */
public final class MessagePlanner {

    private final ConsentGate gate;
    private final OutboxStore outbox;
    private final InstantSource clock;

    public MessagePlanner(ConsentGate gate, OutboxStore outbox, InstantSource clock) {
        this.gate = gate;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Plans a message once. What was decided before stays: a customer who could not be messaged then is not surprised later.
     *
     * @return the message as the outbox has it
     */
    public OutboxMessage plan(MessageRequest request, MessageRules rules, ContactFacts facts) {
        return outbox.deciding(request.tenant(), () -> outbox.find(request.key().token())
                .orElseGet(() -> kept(preview(request, rules, facts))));
    }

    /**
     * Plans a message once by how things are. One that there is no reason for any more is kept as cancelled, so that it shows
     * why it was not sent.
     *
     * @return the message as the outbox has it
     */
    public OutboxMessage plan(MessageRequest request, MessageRules rules, Standing standing) {
        if (standing instanceof Standing.Stands stands) {
            return plan(request, rules, stands.facts());
        }
        Standing.Stopped stopped = (Standing.Stopped) standing;
        return kept(OutboxMessage.planned(request, Optional.empty(), request.notBefore(), ConsentGate.expires(request, rules),
                Outcome.of(OutboxState.CANCELLED, stopped.condition(), stopped.detail()), clock.instant()));
    }

    private OutboxMessage kept(OutboxMessage message) {
        return outbox.plan(message) ? message : outbox.find(message.token()).orElse(message);
    }

    /** What {@link #plan} would decide now. Keeps nothing. */
    public OutboxMessage preview(MessageRequest request, MessageRules rules, ContactFacts facts) {
        Instant now = clock.instant();
        Instant expires = ConsentGate.expires(request, rules);
        Decision decision = gate.decide(request, rules, facts, Moment.PLANNING, now);
        if (decision instanceof Decision.Refused refused) {
            return OutboxMessage.planned(request, Optional.empty(), request.notBefore(), expires, Outcome.refused(refused),
                    now);
        }
        Decision.Allowed allowed = (Decision.Allowed) decision;
        Outcome outcome = rules.mode() == Mode.PREVIEW
                ? Outcome.of(OutboxState.PREVIEWED, "", Sending.PREVIEW)
                : Outcome.scheduled();
        return OutboxMessage.planned(request, Optional.of(allowed.recipient()), allowed.due(), expires, outcome, now);
    }
}
