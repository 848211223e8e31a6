package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider reported later about a message.
 *
 * @param token ours; where it is absent, <code>providerId</code> tells the message
 * @param code the provider's; empty, as <code>detail</code>, when it gave none
 */
public record DeliveryReport(Optional<String> token, String providerId, DeliveryState state, String code, String detail,
        Suppression suppression, Instant at) {

    public DeliveryReport {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(suppression, "suppression");
        Objects.requireNonNull(at, "at");
        code = code == null ? "" : code;
        detail = detail == null ? "" : detail;
    }
}
