package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends what is due. May run in several threads and several processes at once. A message whose sender ended between handing
 * it over and keeping the answer is looked for at the provider, and is UNCERTAIN when it is not found; it is not repeated.
 */
public final class Dispatcher {

    /** How long a message whose provider cannot be asked is kept as SENDING, and an UNCERTAIN one is looked for. */
    private static final Duration LOOKED_FOR = Duration.ofHours(48);

    private final SendingPorts ports;
    private final Handovers handovers;
    private final Sending sending;
    private final String holder;
    private final Duration lease;
    private final AtomicLong claims = new AtomicLong();

    /**
     * @param holder tells this process, in this life, from every other
     * @param lease longer than a provider takes to answer; after it a message of a process that ended is looked after
     */
    public Dispatcher(SendingPorts ports, ConsentGate gate, String holder, Duration lease) {
        this.ports = ports;
        this.handovers = new Handovers(ports.outbox(), ports.optOuts(), ports.clock());
        this.sending = new Sending(ports, gate, handovers, lease);
        this.holder = holder;
        this.lease = lease;
    }

    /** @return how many messages were looked after; below <code>limit</code> when there is no more to do now */
    public int run(int limit) {
        List<OutboxMessage> left = ports.outbox().takeOver(nextLease(), now(), limit);
        left.forEach(this::settleLeft);
        List<OutboxMessage> due = ports.outbox().claim(nextLease(), now(), limit);
        due.forEach(sending::send);
        return Math.max(left.size(), due.size());
    }

    /** Looks again for messages of which it is not known whether the provider has them. */
    public void lookAgain(int limit) {
        for (OutboxMessage message : ports.outbox().uncertain(now().minus(LOOKED_FOR), limit)) {
            if (found(message) instanceof Found.There there) {
                handovers.keepLate(message, there.handover());
            }
        }
    }

    private void settleLeft(OutboxMessage message) {
        if (message.outgoing().isEmpty()) {
            ports.outbox().settle(message, Outcome.again(message.due(), "its sender ended before it was handed over"), now());
            return;
        }
        Found found = found(message);
        if (found instanceof Found.There there) {
            handovers.keep(message, there.handover(), Duration.ZERO);
        } else if (found instanceof Found.NotThere
                || message.handedOverAt().orElseThrow().isBefore(now().minus(LOOKED_FOR))) {
            handovers.keep(message, new Handover.Uncertain("its sender ended while handing it over"), Duration.ZERO);
        }
    }

    private Found found(OutboxMessage message) {
        try {
            return ports.channels().of(message.tenant(), message.request().connection())
                    .find(message.outgoing().orElseThrow()).filter(handover -> !(handover instanceof Handover.Uncertain))
                    .<Found>map(Found.There::new).orElseGet(Found.NotThere::new);
        } catch (RuntimeException cannotBeAsked) {
            return new Found.Unknown();
        }
    }

    /** What a look at the provider brought. */
    private sealed interface Found {

        record There(Handover handover) implements Found {}

        record NotThere() implements Found {}

        record Unknown() implements Found {}
    }

    private Lease nextLease() {
        return new Lease(holder + "/" + claims.incrementAndGet(), now().plus(lease));
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
