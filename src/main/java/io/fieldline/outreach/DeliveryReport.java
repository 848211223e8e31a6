package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider reported later about a message.
 *
 * @param token ours; where it is absent, <code>providerId</code> tells the message
 * @param recipient the number or address as the provider has it; empty when it did not say
 * @param code the provider's; empty, as <code>detail</code>, when it gave none
 */
public record DeliveryReport(Optional<String> token, String providerId, Optional<String> recipient, DeliveryState state,
        String code, String detail, Suppression suppression, Instant at) {

    public DeliveryReport {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(suppression, "suppression");
        Objects.requireNonNull(at, "at");
        code = code == null ? "" : code;
        detail = detail == null ? "" : detail;
    }

    /** One that does not say whom it is about, beyond the message. */
    public DeliveryReport(Optional<String> token, String providerId, DeliveryState state, String code, String detail,
            Suppression suppression, Instant at) {
        this(token, providerId, Optional.empty(), state, code, detail, suppression, at);
    }

    /** What is remembered as the reason where the report ends messages to its recipient. */
    String reason() {
        return code.isEmpty() ? state.name() : code;
    }
}
