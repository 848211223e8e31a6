package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message as the outbox has it.
 *
 * @param token of the key
 * @param recipient as it was decided last; empty where none was found, and once personal data was removed
 * @param due from when on it may be sent
 * @param expires after this moment it is not worth sending
 * @param reason why it is in this state, a {@link RefusalReason}, a stop condition or a provider's code; may be empty
 * @param detail one sentence for the tenant; may be empty
 * @param handedOverAt when it was about to be handed to the provider
 * @param attempts how often it was claimed
 * @param lease while SENDING
 * @param outgoing as it was about to be handed over, from that moment on
 */
public record OutboxMessage(String token, MessageRequest request, Optional<Recipient> recipient, Instant due, Instant expires,
        OutboxState state, String reason, String detail, Instant plannedAt, Instant changedAt, Optional<Instant> handedOverAt,
        int attempts, Optional<String> providerId, Optional<Lease> lease, Optional<OutgoingMessage> outgoing) {

    public OutboxMessage {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(state, "state");
    }

    static OutboxMessage planned(MessageRequest request, Optional<Recipient> recipient, Instant due, Instant expires,
            Outcome outcome, Instant now) {
        return new OutboxMessage(request.key().token(), request, recipient, due, expires, outcome.state(), outcome.reason(),
                outcome.detail(), now, now, Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it went to the tenant itself in place of its customer; false where that is not known any more. */
    public boolean redirected() {
        return outgoing.isPresent() && recipient.isPresent()
                && !outgoing.get().recipient().equalsIgnoreCase(recipient.get().address());
    }

    public String tenant() {
        return request.tenant();
    }
}
