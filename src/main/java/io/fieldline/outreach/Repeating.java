package io.fieldline.outreach;

import java.time.Instant;
import java.util.Optional;

import io.fieldline.outreach.ConsentGate.Moment;

/**
 * Hands a message of which no answer came over again as it was, to a provider that knows it by its token, for as long as it
 * is worth sending and the gate lets it pass. A refusal of the repeat says nothing about the first, though it may about the
 * recipient; only that the provider has it settles the message.
 */
final class Repeating {

    private final SendingPorts ports;
    private final ConsentGate gate;
    private final Handovers handovers;

    Repeating(SendingPorts ports, ConsentGate gate, Handovers handovers) {
        this.ports = ports;
        this.gate = gate;
        this.handovers = handovers;
    }

    /** @return false when somebody who had to be asked did not answer */
    boolean repeat(MessageChannel channel, OutboxMessage open) {
        if (now().isBefore(open.changedAt().plus(Backoff.after(open.attempts()))) || now().isAfter(open.expires())) {
            return true;
        }
        try {
            if (!begun(open)) {
                return true;
            }
            Handover handover = channel.handOver(open.outgoing().orElseThrow());
            if (handover instanceof Handover.Accepted) {
                handovers.keepLate(open, handover);
            } else if (handover instanceof Handover.Refused refused) {
                handovers.suppress(open, refused);
            }
            return handover instanceof Handover.Accepted || handover instanceof Handover.Refused;
        } catch (RuntimeException cannotBeAsked) {
            return false;
        }
    }

    /** @return whether it may go, which is kept then with the time */
    private boolean begun(OutboxMessage open) {
        Optional<MessageRules> rules = ports.rules().of(open.tenant(), open.request().key().flow())
                .filter(settled -> settled.mode() != Mode.PREVIEW);
        return rules.isPresent() && ports.stops().look(open.request()) instanceof Standing.Stands stands
                && ports.outbox().deciding(open.tenant(), () -> passes(open, rules.get(), stands.facts())
                        && ports.outbox().handOverAgain(open, now()));
    }

    private boolean passes(OutboxMessage open, MessageRules rules, ContactFacts facts) {
        Decision decision = gate.decide(open.request(), rules, facts, Moment.SENDING, now());
        return decision instanceof Decision.Allowed allowed && !allowed.due().isAfter(now())
                && open.outgoing().orElseThrow().recipient().equals(Sending.address(open, rules, allowed.recipient()));
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
