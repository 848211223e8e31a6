package io.fieldline.outreach;

import java.time.InstantSource;
import java.util.Optional;

/** Takes what providers report later: the message's state changes, and a recipient that cannot be reached is left alone. */
public final class DeliveryReports {

    private final OutboxStore outbox;
    private final Handovers handovers;

    public DeliveryReports(OutboxStore outbox, OptOuts optOuts, InstantSource clock) {
        this.outbox = outbox;
        this.handovers = new Handovers(outbox, optOuts, clock);
    }

    /**
     * Keeps a report that came to a tenant's connection. What it says of the recipient binds the tenant also when the message
     * was removed or its recipient was, as after <code>forget</code>; then the report has to name it.
     *
     * @return the message as it is then; empty when it is none of the tenant's, or was removed
     */
    public Optional<OutboxMessage> received(String tenant, String connection, DeliveryReport report) {
        Optional<OutboxMessage> before = report.token().isPresent()
                ? outbox.find(report.token().get())
                : Optional.empty();
        if (report.token().isEmpty() || before.filter(message -> !message.tenant().equals(tenant)).isPresent()) {
            return Optional.empty();
        }
        Optional<OutboxMessage> message = before.flatMap(known -> outbox.report(report));
        message.flatMap(OutboxMessage::outgoing).map(OutgoingMessage::recipient).or(report::recipient)
                .ifPresent(address -> handovers.suppress(tenant, connection, address, report.suppression(), report.reason()));
        return message;
    }
}
