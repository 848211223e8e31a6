package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps what a provider said about a message, at once or when it was looked for. */
final class Handovers {

    /** A request that is still on its way cannot be seen yet, so that nothing is proven by that. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(2);
    /** So long before it is too late there is one more try: it has to be claimed, read and written. */
    private static final Duration LAST_TRY = Duration.ofSeconds(30);

    private final OutboxStore outbox;
    private final OptOuts optOuts;
    private final InstantSource clock;

    Handovers(OutboxStore outbox, OptOuts optOuts, InstantSource clock) {
        this.outbox = outbox;
        this.optOuts = optOuts;
        this.clock = clock;
    }

    /** @param wait until it is tried again, where it was not taken and the provider did not say */
    void keep(OutboxMessage message, Handover handover, Duration wait) {
        Instant now = clock.instant();
        if (handover instanceof Handover.Accepted accepted) {
            if (!outbox.settle(message, Outcome.accepted(accepted.providerId()), now)) {
                keepLate(message, handover);
            }
        } else if (handover instanceof Handover.Refused refused) {
            suppress(message, refused);
            if (!outbox.settle(message, Outcome.of(OutboxState.FAILED, refused.code(), refused.reason()), now)) {
                keepLate(message, handover);
            }
        } else if (handover instanceof Handover.NotTaken notTaken) {
            Duration asked = notTaken.retryAfter().filter(time -> time.compareTo(wait) > 0).orElse(wait);
            outbox.settle(message, again(message, asked, now, notTaken.reason()), now);
        } else if (handover instanceof Handover.Uncertain uncertain) {
            outbox.settle(message, Outcome.of(OutboxState.UNCERTAIN, "UNCERTAIN", uncertain.reason()), now);
        }
    }

    /** Keeps what is certain of a message that was settled before. One that is proven not to be taken waits again. */
    void keepLate(OutboxMessage message, Handover handover) {
        Instant now = clock.instant();
        if (handover instanceof Handover.Accepted accepted) {
            outbox.report(
                    new DeliveryReport(Optional.of(message.token()), accepted.providerId(), DeliveryState.ACCEPTED, "", "",
                            Suppression.NONE, now));
        } else if (handover instanceof Handover.Refused refused) {
            suppress(message, refused);
            outbox.report(new DeliveryReport(Optional.of(message.token()), null, DeliveryState.FAILED, refused.code(),
                    refused.reason(), refused.suppression(), now));
        } else if (handover instanceof Handover.NotTaken notTaken
                && !message.handedOverAt().orElse(now).plus(ON_ITS_WAY).isAfter(now)) {
            Duration wait = Backoff.after(message.attempts(), notTaken.retryAfter().orElse(Duration.ZERO));
            outbox.putBack(message, again(message, wait, now, notTaken.reason()), now);
        }
    }

    /** At the latest when there is still time for it. */
    static Outcome again(OutboxMessage message, Duration wait, Instant now, String detail) {
        Instant last = message.expires().minus(LAST_TRY);
        if (!now.isBefore(last)) {
            return Outcome.of(OutboxState.TOO_LATE, RefusalReason.TOO_LATE.name(), detail);
        }
        Instant next = now.plus(wait);
        return Outcome.again(next.isAfter(last) ? last : next, detail);
    }

    void suppress(String tenant, String connection, String address, Suppression suppression, String code) {
        String source = code + " of " + connection;
        switch (suppression) {
            case RECIPIENT -> optOuts.unreachable(tenant, address, source);
            case OPTED_OUT -> optOuts.stop(tenant, address, source);
            case NONE -> {
            }
        }
    }

    void suppress(OutboxMessage message, Handover.Refused refused) {
        outbox.find(message.token()).flatMap(OutboxMessage::outgoing)
                .ifPresent(sent -> suppress(message.tenant(), message.request().connection(), sent.recipient(),
                        refused.suppression(), refused.code()));
    }
}
