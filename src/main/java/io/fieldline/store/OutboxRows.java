package io.fieldline.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.PassedOver;
import io.fieldline.outreach.Recipient;
import io.fieldline.outreach.Subject;

/** Messages as rows of the outbox. */
final class OutboxRows {

    static final String COLUMNS = "token, tenant, flow, event, subject, occasion, kind, channel, connection, template, "
            + "customer_id, location_id, recipient, recipient_name, happened_at, not_before, due, expires, state, reason, "
            + "detail, planned_at, changed_at, handed_over_at, attempts, provider_id, lease_holder, lease_until, given, outgoing, "
            + "passed_over";

    private OutboxRows() {}

    /** One for each of the columns. */
    static Object[] values(OutboxMessage message) {
        MessageRequest request = message.request();
        MessageKey key = request.key();
        return new Object[]{message.token(), key.tenant(), key.flow(), key.event(), key.subject().record(),
                key.subject().occasion(), request.kind().name(), request.channel().name(), request.connection(),
                request.template(), request.customerId(), nullable(request.locationId()),
                message.recipient().map(Recipient::address).orElse(null), message.recipient().map(Recipient::name).orElse(null),
                TimeText.of(request.happenedAt()), TimeText.of(request.notBefore()), TimeText.of(message.due()),
                TimeText.of(message.expires()), message.state().name(), message.reason(), message.detail(),
                TimeText.of(message.plannedAt()), TimeText.of(message.changedAt()),
                message.handedOverAt().map(TimeText::of).orElse(null), message.attempts(), message.providerId().orElse(null),
                message.lease().map(Lease::holder).orElse(null),
                message.lease().map(Lease::until).map(TimeText::of).orElse(null),
                JsonValues.text(request.values()), message.outgoing().map(OutboxRows::text).orElse(null),
                request.passedOver().isEmpty() ? null : text(request.passedOver()) };
    }

    static OutboxMessage message(ResultSet row) throws SQLException {
        String given = row.getString("given");
        MessageRequest request = new MessageRequest(
                new MessageKey(row.getString("tenant"), row.getString("flow"), row.getString("event"), subject(row)),
                MessageKind.valueOf(row.getString("kind")), ChannelKind.valueOf(row.getString("channel")),
                row.getString("connection"), row.getString("template"), row.getLong("customer_id"), id(row, "location_id"),
                time(row, "happened_at"), time(row, "not_before"), given == null ? Map.of() : JsonValues.map(given),
                passedOver(row.getString("passed_over")));
        String recipient = row.getString("recipient");
        String holder = row.getString("lease_holder");
        return new OutboxMessage(row.getString("token"), request,
                recipient == null ? Optional.empty() : Optional.of(new Recipient(recipient, row.getString("recipient_name"))),
                time(row, "due"), time(row, "expires"), OutboxState.valueOf(row.getString("state")), row.getString("reason"),
                row.getString("detail"), time(row, "planned_at"), time(row, "changed_at"),
                Optional.ofNullable(time(row, "handed_over_at")), row.getInt("attempts"),
                Optional.ofNullable(row.getString("provider_id")),
                holder == null ? Optional.empty() : Optional.of(new Lease(holder, time(row, "lease_until"))),
                Optional.ofNullable(row.getString("outgoing")).map(OutboxRows::outgoing));
    }

    private static String text(List<PassedOver> others) {
        return JsonValues.text(Map.of("others", others.stream().map(other -> Map.of("connection", other.connection(), "reason",
                other.reason(), "detail", other.detail())).toList()));
    }

    private static List<PassedOver> passedOver(String text) {
        return text == null
                ? List.of()
                : ((List<?>) JsonValues.map(text).get("others")).stream().map(other -> (Map<?, ?>) other)
                        .map(other -> new PassedOver((String) other.get("connection"), (String) other.get("reason"),
                                (String) other.get("detail")))
                        .toList();
    }

    static Subject subject(ResultSet row) throws SQLException {
        String record = row.getString("subject");
        int slash = record.indexOf('/');
        return new Subject(record.substring(0, slash), Long.parseLong(record.substring(slash + 1)), row.getString("occasion"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return TimeText.parse(row.getString(column));
    }

    static OptionalLong id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
    }

    static Long nullable(OptionalLong id) {
        return id.isPresent() ? id.getAsLong() : null;
    }

    static String text(OutgoingMessage message) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("token", message.token());
        values.put("channel", message.channel().name());
        values.put("recipient", message.recipient());
        values.put("recipientName", message.recipientName());
        values.put("subject", message.subject().orElse(null));
        values.put("body", message.body());
        values.put("html", message.html().orElse(null));
        values.put("unsubscribe", message.unsubscribe().map(URI::toString).orElse(null));
        values.put("event", message.event());
        values.put("properties", message.properties());
        values.put("validity", message.validity().toString());
        values.put("decidedAt", message.decidedAt().toString());
        return JsonValues.text(values);
    }

    @SuppressWarnings("unchecked")
    private static OutgoingMessage outgoing(String text) {
        Map<String, Object> values = JsonValues.map(text);
        return new OutgoingMessage((String) values.get("token"), ChannelKind.valueOf((String) values.get("channel")),
                (String) values.get("recipient"), (String) values.get("recipientName"),
                Optional.ofNullable((String) values.get("subject")), (String) values.get("body"),
                Optional.ofNullable((String) values.get("html")),
                Optional.ofNullable((String) values.get("unsubscribe")).map(URI::create), (String) values.get("event"),
                (Map<String, Object>) values.get("properties"), Duration.parse((String) values.get("validity")),
                Instant.parse((String) values.get("decidedAt")));
    }
}
