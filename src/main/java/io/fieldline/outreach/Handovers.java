package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;

/** Keeps what a provider said about a message, at once or when it was looked for. */
final class Handovers {

    private final OutboxStore outbox;
    private final BlockedRecipients blocked;
    private final InstantSource clock;

    Handovers(OutboxStore outbox, BlockedRecipients blocked, InstantSource clock) {
        this.outbox = outbox;
        this.blocked = blocked;
        this.clock = clock;
    }

    /** @param wait until it is tried again, where it was not taken and the provider did not say */
    void keep(OutboxMessage message, Handover handover, Duration wait) {
        Instant now = clock.instant();
        if (handover instanceof Handover.Accepted accepted) {
            if (!outbox.settle(message, Outcome.accepted(accepted.providerId()), now)) {
                outbox.report(report(message, DeliveryState.ACCEPTED, accepted.providerId(), "", "", Suppression.NONE, now));
            }
        } else if (handover instanceof Handover.Refused refused) {
            outbox.find(message.token()).flatMap(OutboxMessage::outgoing).ifPresent(
                    sent -> suppress(message, sent.recipient(), refused.suppression(), refused.code(), now));
            if (!outbox.settle(message, Outcome.of(OutboxState.FAILED, refused.code(), refused.reason()), now)) {
                outbox.report(report(message, DeliveryState.FAILED, null, refused.code(), refused.reason(),
                        refused.suppression(), now));
            }
        } else if (handover instanceof Handover.NotTaken notTaken) {
            Duration asked = notTaken.retryAfter().filter(time -> time.compareTo(wait) > 0).orElse(wait);
            outbox.settle(message, again(message, asked, now, notTaken.reason()), now);
        } else if (handover instanceof Handover.Uncertain uncertain) {
            outbox.settle(message, Outcome.of(OutboxState.UNCERTAIN, "UNCERTAIN", uncertain.reason()), now);
        }
    }

    /** At the latest when it is just not too late. */
    static Outcome again(OutboxMessage message, Duration wait, Instant now, String detail) {
        if (!now.isBefore(message.expires())) {
            return Outcome.of(OutboxState.TOO_LATE, RefusalReason.TOO_LATE.name(), detail);
        }
        Instant next = now.plus(wait);
        return Outcome.again(next.isAfter(message.expires()) ? message.expires() : next, detail);
    }

    void suppress(OutboxMessage message, String address, Suppression suppression, String code, Instant now) {
        Optional<Cause> cause = switch (suppression) {
            case NONE -> Optional.empty();
            case RECIPIENT -> Optional.of(Cause.UNREACHABLE);
            case OPTED_OUT -> Optional.of(Cause.OPTED_OUT);
        };
        cause.ifPresent(known -> {
            blocked.block(new Blocked(message.tenant(), address, known,
                    code + " of " + message.request().connection(), now));
            outbox.cancel(MessageSelection.recipient(message.tenant(), address),
                    known == Cause.OPTED_OUT ? RefusalReason.OPTED_OUT.name() : RefusalReason.SUPPRESSED.name(), now);
        });
    }

    static DeliveryReport report(OutboxMessage message, DeliveryState state, String providerId, String code, String detail,
            Suppression suppression, Instant at) {
        return new DeliveryReport(Optional.of(message.token()), providerId, state, code, detail, suppression, at);
    }
}
