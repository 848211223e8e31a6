package io.fieldline.outreach;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a message, or of one attempt to send it.
 *
 * @param reason as {@link OutboxMessage#reason()}
 * @param detail one sentence
 * @param due of SCHEDULED, when it is tried again
 */
public record Outcome(OutboxState state, String reason, String detail, Optional<String> providerId, Optional<Instant> due) {

    static Outcome of(OutboxState state, String reason, String detail) {
        return new Outcome(state, reason, detail, Optional.empty(), Optional.empty());
    }

    static Outcome scheduled() {
        return of(OutboxState.SCHEDULED, "", "");
    }

    static Outcome again(Instant due, String detail) {
        return new Outcome(OutboxState.SCHEDULED, "", detail, Optional.empty(), Optional.of(due));
    }

    static Outcome accepted(String providerId) {
        return new Outcome(OutboxState.ACCEPTED, "", "", Optional.ofNullable(providerId), Optional.empty());
    }

    static Outcome refused(Decision.Refused refused) {
        return of(refused.reason() == RefusalReason.TOO_LATE ? OutboxState.TOO_LATE : OutboxState.REFUSED,
                refused.reason().name(), refused.text());
    }
}
