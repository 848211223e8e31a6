package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Messages, rules and people as tests need them. */
public final class Messages {

    /** A Monday at noon in Chicago. */
    public static final Instant NOON = Instant.parse("2026-06-01T17:00:00Z");
    public static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    public static final String ADA = "+15125550101";
    public static final String FLOW = "review-request-sms";

    private Messages() {}

    public static MessageRequest request(long job, long customer) {
        return new MessageRequest(key(FLOW, job), MessageKind.MARKETING, ChannelKind.SMS, "twilio", "review-request", customer,
                OptionalLong.of(customer * 10), NOON, NOON, Map.of("technician", "Grace"));
    }

    public static MessageRequest visit(long job, long customer) {
        return as(request(job, customer), MessageKind.VISIT, ChannelKind.SMS);
    }

    public static MessageRequest as(MessageRequest request, MessageKind kind, ChannelKind channel) {
        return new MessageRequest(request.key(), kind, channel, request.connection(), request.template(), request.customerId(),
                request.locationId(), request.happenedAt(), request.notBefore(), request.values());
    }

    public static MessageRequest at(MessageRequest request, Instant happened, Instant notBefore) {
        return new MessageRequest(request.key(), request.kind(), request.channel(), request.connection(), request.template(),
                request.customerId(), request.locationId(), happened, notBefore, request.values());
    }

    public static MessageKey key(String flow, long job) {
        return new MessageKey("acme", flow, "review-request", Subject.of("job", job));
    }

    public static OutboxMessage scheduled(MessageRequest request, String address, Instant due) {
        return OutboxMessage.planned(request, Optional.of(new Recipient(address, "Ada")), due, due.plus(Duration.ofHours(24)),
                Outcome.scheduled(), NOON);
    }

    public static OutgoingMessage outgoing(OutboxMessage message, String body) {
        return new OutgoingMessage(message.token(), message.request().channel(),
                message.recipient().map(Recipient::address).orElseThrow(), "Ada", Optional.empty(), body, Optional.empty(),
                Optional.empty(), message.request().key().event(), Map.of("technician", "Grace"), Duration.ofHours(24), NOON);
    }

    public static MessageRules live() {
        return MessageRules.preview(CHICAGO).with(Mode.LIVE);
    }

    public static Caps perDay(int messages) {
        return new Caps(Optional.empty(), Optional.empty(), OptionalInt.of(messages), Optional.empty());
    }

    public static Map<String, Object> customer(long id) {
        return Map.of("id", id, "name", "Ada Lovelace", "active", true, "doNotMail", false, "doNotService", false);
    }

    public static Map<String, Object> mobile(String number) {
        return Map.of("id", 1L, "type", "MobilePhone", "value", number, "phoneSettings",
                Map.of("phoneNumber", number, "doNotText", false), "preferences", preferences(true));
    }

    public static Map<String, Object> email(String address) {
        return Map.of("id", 2L, "type", "Email", "value", address, "preferences", preferences(true));
    }

    public static Map<String, Object> preferences(boolean enabled) {
        return Map.of("jobRemindersEnabled", enabled, "marketingUpdatesEnabled", enabled, "invoiceStatementNotification",
                enabled, "invoiceNotification", enabled, "statementNotification", enabled);
    }

    public static ContactFacts facts(long customer, List<Map<String, Object>> contacts) {
        return new ContactFacts(ContactFacts.Customer.of(customer(customer), Optional.of(contacts)),
                Optional.of(ContactFacts.Location.of(Map.of("id", customer * 10, "name", "Home"), Optional.of(List.of()))),
                Optional.of(ContactFacts.Job.of(Map.of("id", 1L, "notificationsEnabled", true))), Map.of());
    }
}
