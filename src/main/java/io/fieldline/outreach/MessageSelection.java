package io.fieldline.outreach;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages of a tenant. What is left out selects nothing away, but one thing must be named.
 *
 * @param subject <code>job/4711</code>, on whatever occasion
 */
public record MessageSelection(String tenant, Optional<String> token, Optional<String> flow, Optional<String> subject,
        OptionalLong customerId, Optional<String> recipient) {

    public MessageSelection {
        Objects.requireNonNull(tenant, "tenant");
        if (token.isEmpty() && flow.isEmpty() && subject.isEmpty() && customerId.isEmpty() && recipient.isEmpty()) {
            throw new IllegalArgumentException("which messages of " + tenant
                    + "? name a message, a flow, a subject, a customer or a recipient");
        }
    }

    public static MessageSelection token(String tenant, String token) {
        return new MessageSelection(tenant, Optional.of(token), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                Optional.empty());
    }

    public static MessageSelection subject(String tenant, Subject subject) {
        return new MessageSelection(tenant, Optional.empty(), Optional.empty(), Optional.of(subject.record()),
                OptionalLong.empty(), Optional.empty());
    }

    public static MessageSelection customer(String tenant, long customerId) {
        return new MessageSelection(tenant, Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalLong.of(customerId), Optional.empty());
    }

    public static MessageSelection recipient(String tenant, String address) {
        return new MessageSelection(tenant, Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                Optional.of(address));
    }

    public MessageSelection ofFlow(String name) {
        return new MessageSelection(tenant, token, Optional.of(name), subject, customerId, recipient);
    }
}
