package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import io.fieldline.outreach.OpenMessages.Found;

/**
 * Sends what is due. May run in several threads and several processes at once. A message whose sender ended between handing
 * it over and keeping the answer is looked for at the provider, and is UNCERTAIN when it is not found. What may have been
 * taken is not repeated, except to a provider that does one message once.
 */
public final class Dispatcher {

    /** So many senders one tenant has at a time; a process has several times as many. */
    public static final int SENDERS_OF_A_TENANT = 2;

    /** How long a message whose provider cannot be asked holds up the others of its customer. */
    private static final Duration HELD_UP = Duration.ofMinutes(15);

    private final SendingPorts ports;
    private final Handovers handovers;
    private final Sending sending;
    private final OpenMessages open;
    private final SenderShares shares = new SenderShares(SENDERS_OF_A_TENANT);
    private final String holder;
    private final Duration lease;
    private final AtomicLong claims = new AtomicLong();

    /**
     * @param holder tells this process, in this life, from every other
     * @param lease for everything up to the handover, which has a lease by its channel; after it a message of a process that
     *        ended is looked after
     */
    public Dispatcher(SendingPorts ports, ConsentGate gate, String holder, Duration lease) {
        this.ports = ports;
        this.handovers = new Handovers(ports.outbox(), ports.optOuts(), ports.clock());
        this.sending = new Sending(ports, gate, handovers, lease);
        this.open = new OpenMessages(ports, handovers, new Repeating(ports, gate, handovers));
        this.holder = holder;
        this.lease = lease;
    }

    /** @return how many messages were looked after; below <code>limit</code> when there is no more to do now */
    public int run(int limit) {
        int left = all(served -> ports.outbox().takeOver(nextLease(), now(), limit, served), this::settleLeft);
        return Math.max(left, all(served -> ports.outbox().claim(nextLease(), now(), limit, served), sending::send));
    }

    private int all(Function<Set<String>, List<OutboxMessage>> claim, Consumer<OutboxMessage> work) {
        List<OutboxMessage> taken = shares.take(claim);
        try {
            taken.forEach(work);
        } finally {
            shares.giveBack(taken);
        }
        return taken.size();
    }

    /** Finds out about messages of which it is not known whether the provider has them. */
    public void lookAgain(int limit) {
        open.lookAgain(limit);
    }

    private void settleLeft(OutboxMessage message) {
        if (message.outgoing().isEmpty()) {
            ports.outbox().settle(message, Outcome.again(message.due(), "its sender ended before it was handed over"), now());
            return;
        }
        Found found = open.look(message);
        if (found instanceof Found.There there) {
            handovers.keep(message, there.handover(), Duration.ZERO);
        } else if (found instanceof Found.NotThere
                || message.handedOverAt().orElseThrow().isBefore(now().minus(HELD_UP))) {
            handovers.keep(message, new Handover.Uncertain("its sender ended while handing it over"), Duration.ZERO);
        }
    }

    private Lease nextLease() {
        return new Lease(holder + "/" + claims.incrementAndGet(), now().plus(lease));
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
