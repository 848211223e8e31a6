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

    /** @return the message as it is then; empty when it is none of ours, or was removed */
    public Optional<OutboxMessage> received(DeliveryReport report) {
        Optional<OutboxMessage> message = outbox.report(report);
        message.ifPresent(known -> known.outgoing().ifPresent(sent -> handovers.suppress(known, sent.recipient(),
                report.suppression(), report.code().isEmpty() ? report.state().name() : report.code())));
        return message;
    }
}
