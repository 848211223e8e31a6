package io.fieldline.outreach;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a flow would like to tell a customer.
 *
 * @param connection the account at the provider, by its name in the tenant document
 * @param template by which the text is written when it is sent
 * @param locationId where the work is; empty when the message is about no location
 * @param happenedAt when the event was; a message that would come too long after it is not sent
 * @param notBefore when the flow wants it sent
 * @param passedOver by what else it could have gone
 * @param values what the template is given beside what is read at the time of sending
 */
public record MessageRequest(MessageKey key, MessageKind kind, ChannelKind channel, String connection, String template,
        long customerId, OptionalLong locationId, Instant happenedAt, Instant notBefore, Map<String, Object> values,
        List<PassedOver> passedOver) {

    public MessageRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(locationId, "locationId");
        Objects.requireNonNull(happenedAt, "happenedAt");
        Objects.requireNonNull(notBefore, "notBefore");
        if (customerId <= 0) {
            throw new IllegalArgumentException("a message is for a customer, whose id is above 0, not " + customerId);
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        passedOver = List.copyOf(passedOver);
    }

    /** One that could go by nothing else. */
    public MessageRequest(MessageKey key, MessageKind kind, ChannelKind channel, String connection, String template,
            long customerId, OptionalLong locationId, Instant happenedAt, Instant notBefore, Map<String, Object> values) {
        this(key, kind, channel, connection, template, customerId, locationId, happenedAt, notBefore, values, List.of());
    }

    /** The same, which goes instead of others. */
    public MessageRequest instead(List<PassedOver> others) {
        return new MessageRequest(key, kind, channel, connection, template, customerId, locationId, happenedAt, notBefore,
                values,
                others);
    }

    public String tenant() {
        return key.tenant();
    }
}
