package io.fieldline.outreach;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider reported later about a message.
 *
 * @param token ours; where it is absent the provider's id tells the message
 * @param code the provider's, empty where there is none
 * @param detail for a person
 */
public record DeliveryReport(Optional<String> token, String providerId, DeliveryState state, String code, String detail,
        Suppression suppression, Instant at) {

    public DeliveryReport {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(suppression, "suppression");
        Objects.requireNonNull(at, "at");
    }
}
