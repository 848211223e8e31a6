package io.fieldline.outreach;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The outbox without a database, held to the same contract. */
public final class InMemoryOutboxStore implements OutboxStore {

    private static final Comparator<OutboxMessage> ORDER = Comparator.comparing(OutboxMessage::due)
            .thenComparing(OutboxMessage::token);

    private final Map<String, OutboxMessage> messages = new LinkedHashMap<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    @Override
    public <T> T deciding(String tenant, Supplier<T> decision) {
        synchronized (turns.computeIfAbsent(tenant, unseen -> new Object())) {
            return decision.get();
        }
    }

    @Override
    public synchronized boolean plan(OutboxMessage message) {
        return messages.putIfAbsent(message.token(), message) == null;
    }

    @Override
    public synchronized List<OutboxMessage> claim(Lease lease, Instant now, int limit, Set<String> except) {
        List<OutboxMessage> due = messages.values().stream()
                .filter(one -> one.state() == OutboxState.SCHEDULED && !one.due().isAfter(now) && first(one)
                        && !except.contains(one.tenant()))
                .sorted(ORDER)
                .limit(limit).toList();
        return due.stream().map(one -> put(new OutboxMessage(one.token(), one.request(), one.recipient(), one.due(),
                one.expires(), OutboxState.SENDING, one.reason(), one.detail(), one.plannedAt(), now, one.handedOverAt(),
                one.attempts() + 1, one.providerId(), Optional.of(lease), one.outgoing()))).toList();
    }

    private boolean first(OutboxMessage message) {
        return messages.values().stream()
                .filter(other -> other.tenant().equals(message.tenant())
                        && other.request().customerId() == message.request().customerId())
                .noneMatch(other -> other.state() == OutboxState.SENDING
                        || other.state() == OutboxState.SCHEDULED && ORDER.compare(other, message) < 0);
    }

    @Override
    public synchronized List<OutboxMessage> takeOver(Lease lease, Instant now, int limit, Set<String> except) {
        List<OutboxMessage> left = messages.values().stream()
                .filter(one -> one.state() == OutboxState.SENDING && one.lease().orElseThrow().until().isBefore(now)
                        && !except.contains(one.tenant()))
                .sorted(ORDER).limit(limit).toList();
        return left.stream().map(one -> put(new OutboxMessage(one.token(), one.request(), one.recipient(), one.due(),
                one.expires(), one.state(), one.reason(), one.detail(), one.plannedAt(), now, one.handedOverAt(),
                one.attempts(), one.providerId(), Optional.of(lease), one.outgoing()))).toList();
    }

    @Override
    public synchronized boolean readdress(OutboxMessage claimed, Recipient recipient, Instant now) {
        return change(claimed.token(), one -> held(one, claimed) && one.handedOverAt().isEmpty(),
                one -> new OutboxMessage(one.token(), one.request(), Optional.of(recipient), one.due(), one.expires(),
                        one.state(), one.reason(), one.detail(), one.plannedAt(), now, one.handedOverAt(), one.attempts(),
                        one.providerId(), one.lease(), one.outgoing()));
    }

    @Override
    public synchronized boolean begin(OutboxMessage claimed, OutgoingMessage outgoing, Lease lease, Instant now) {
        return change(claimed.token(), one -> held(one, claimed) && one.handedOverAt().isEmpty(),
                one -> new OutboxMessage(one.token(), one.request(), one.recipient(), one.due(), one.expires(), one.state(),
                        one.reason(), one.detail(), one.plannedAt(), now, Optional.of(now), one.attempts(), one.providerId(),
                        Optional.of(lease), Optional.of(outgoing)));
    }

    @Override
    public synchronized boolean settle(OutboxMessage claimed, Outcome outcome, Instant now) {
        boolean waits = outcome.state() == OutboxState.SCHEDULED;
        return change(claimed.token(), one -> held(one, claimed),
                one -> new OutboxMessage(one.token(), one.request(), one.recipient(), outcome.due().orElse(one.due()),
                        one.expires(), outcome.state(), outcome.reason(), outcome.detail(), one.plannedAt(), now,
                        waits ? Optional.empty() : one.handedOverAt(), one.attempts(),
                        outcome.providerId().or(one::providerId), Optional.empty(),
                        waits ? Optional.empty() : one.outgoing()));
    }

    private static boolean held(OutboxMessage one, OutboxMessage claimed) {
        return one.state() == OutboxState.SENDING
                && one.lease().map(Lease::holder).equals(claimed.lease().map(Lease::holder));
    }

    @Override
    public synchronized int cancel(MessageSelection selection, String reason, Instant now) {
        List<OutboxMessage> selected = messages.values().stream().filter(one -> one.tenant().equals(selection.tenant())
                && selection.token().map(one.token()::equals).orElse(true)
                && selection.flow().map(one.request().key().flow()::equals).orElse(true)
                && selection.subject().map(one.request().key().subject().record()::equals).orElse(true)
                && (selection.customerId().isEmpty() || selection.customerId().getAsLong() == one.request().customerId())
                && selection.recipient().map(address -> one.recipient().map(Recipient::address).filter(address::equals)
                        .isPresent()).orElse(true)
                && (one.state() == OutboxState.SCHEDULED
                        || one.state() == OutboxState.SENDING && one.handedOverAt().isEmpty()))
                .toList();
        selected.forEach(one -> put(changed(one, OutboxState.CANCELLED, reason, one.detail(), one.providerId(), now,
                one.handedOverAt())));
        return selected.size();
    }

    @Override
    public synchronized Optional<OutboxMessage> report(DeliveryReport report) {
        Optional<OutboxMessage> message = report.token().isPresent()
                ? find(report.token().get())
                : messages.values().stream().filter(one -> one.providerId().filter(report.providerId()::equals).isPresent())
                        .findFirst();
        return message.map(known -> applies(report, known)
                ? put(changed(known, state(report), report.code(), report.detail(),
                        Optional.ofNullable(report.providerId()).or(known::providerId), report.at(),
                        known.handedOverAt().or(() -> Optional.of(report.at()))))
                : known);
    }

    private static boolean applies(DeliveryReport report, OutboxMessage known) {
        return switch (report.state()) {
            case ACCEPTED -> known.attempts() > 0 && known.state() != OutboxState.ACCEPTED
                    && known.state() != OutboxState.DELIVERED && known.state() != OutboxState.FAILED;
            case DELIVERED -> known.attempts() > 0 && known.state() != OutboxState.DELIVERED;
            case FAILED, UNDELIVERED -> known.handedOverAt().isPresent() && (known.state() == OutboxState.SENDING
                    || known.state() == OutboxState.UNCERTAIN || known.state() == OutboxState.ACCEPTED);
        };
    }

    private static OutboxState state(DeliveryReport report) {
        return switch (report.state()) {
            case ACCEPTED -> OutboxState.ACCEPTED;
            case DELIVERED -> OutboxState.DELIVERED;
            case FAILED, UNDELIVERED -> OutboxState.FAILED;
        };
    }

    private static OutboxMessage changed(OutboxMessage one, OutboxState state, String reason, String detail,
            Optional<String> providerId, Instant now, Optional<Instant> handedOverAt) {
        return new OutboxMessage(one.token(), one.request(), one.recipient(), one.due(), one.expires(), state, reason, detail,
                one.plannedAt(), now, handedOverAt, one.attempts(), providerId, Optional.empty(), one.outgoing());
    }

    @Override
    public synchronized Optional<OutboxMessage> find(String token) {
        return Optional.ofNullable(messages.get(token));
    }

    @Override
    public synchronized List<OutboxMessage> list(String tenant, String flow, OutboxState state, Long customerId, int limit) {
        return messages.values().stream().filter(one -> one.tenant().equals(tenant)
                && (flow == null || one.request().key().flow().equals(flow)) && (state == null || one.state() == state)
                && (customerId == null || one.request().customerId() == customerId))
                .sorted(Comparator.comparing(OutboxMessage::due).reversed().thenComparing(OutboxMessage::token)).limit(limit)
                .toList();
    }

    @Override
    public synchronized List<OutboxMessage> uncertain(Instant handedOverAfter, String token, int limit) {
        Comparator<OutboxMessage> order = Comparator.comparing((OutboxMessage one) -> one.handedOverAt().orElseThrow())
                .thenComparing(OutboxMessage::token);
        return messages.values().stream().filter(one -> one.state() == OutboxState.UNCERTAIN && one.outgoing().isPresent())
                .filter(one -> one.handedOverAt().orElseThrow().isAfter(handedOverAfter)
                        || one.handedOverAt().orElseThrow().equals(handedOverAfter) && one.token().compareTo(token) > 0)
                .sorted(order).limit(limit).toList();
    }

    @Override
    public synchronized boolean handOverAgain(OutboxMessage uncertain, Instant now) {
        return change(uncertain.token(), one -> stillUncertain(one, uncertain),
                one -> new OutboxMessage(one.token(), one.request(), one.recipient(), one.due(), one.expires(), one.state(),
                        one.reason(), one.detail(), one.plannedAt(), now, Optional.of(now), one.attempts() + 1,
                        one.providerId(), one.lease(), one.outgoing()));
    }

    @Override
    public synchronized boolean putBack(OutboxMessage uncertain, Outcome outcome, Instant now) {
        return change(uncertain.token(), one -> stillUncertain(one, uncertain),
                one -> new OutboxMessage(one.token(), one.request(), one.recipient(), outcome.due().orElse(one.due()),
                        one.expires(), outcome.state(), outcome.reason(), outcome.detail(), one.plannedAt(), now,
                        Optional.empty(), one.attempts(), one.providerId(), Optional.empty(), Optional.empty()));
    }

    private static boolean stillUncertain(OutboxMessage one, OutboxMessage uncertain) {
        return one.state() == OutboxState.UNCERTAIN && one.outgoing().isPresent()
                && one.handedOverAt().equals(uncertain.handedOverAt());
    }

    @Override
    public synchronized Map<OutboxState, Long> counts(String tenant) {
        Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
        messages.values().stream().filter(one -> one.tenant().equals(tenant))
                .forEach(one -> counts.merge(one.state(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized int count(History history) {
        return (int) messages.values().stream().filter(one -> matches(one, history)).count();
    }

    private static boolean matches(OutboxMessage one, History history) {
        boolean handedOver = one.handedOverAt().isPresent()
                && Stream.of(OutboxState.SENDING, OutboxState.ACCEPTED, OutboxState.DELIVERED, OutboxState.UNCERTAIN)
                        .anyMatch(one.state()::equals);
        boolean waits = history.waiting() && !one.state().ended();
        Instant at = one.handedOverAt().orElse(one.due());
        MessageRequest request = one.request();
        return (handedOver || waits) && one.tenant().equals(history.tenant()) && !one.token().equals(history.exceptToken())
                && history.flow().map(request.key().flow()::equals).orElse(true)
                && history.event().map(request.key().event()::equals).orElse(true)
                && (history.kinds().isEmpty() || history.kinds().contains(request.kind()))
                && (history.customerId().isEmpty() || history.customerId().getAsLong() == request.customerId())
                && (history.recipient().isEmpty() || one.recipient().map(Recipient::address).equals(history.recipient())
                        || history.locationId().isPresent() && history.locationId().equals(request.locationId()))
                && at.isAfter(history.after()) && history.before().map(at::isBefore).orElse(true);
    }

    @Override
    public synchronized int removePersonalDataEndedBefore(Instant instant) {
        List<OutboxMessage> old = messages.values().stream().filter(one -> one.state().ended()
                && one.changedAt().isBefore(instant) && (one.recipient().isPresent() || one.outgoing().isPresent())).toList();
        old.forEach(one -> put(new OutboxMessage(one.token(),
                new MessageRequest(one.request().key(), one.request().kind(), one.request().channel(),
                        one.request().connection(), one.request().template(), one.request().customerId(),
                        one.request().locationId(), one.request().happenedAt(), one.request().notBefore(),
                        start(one.request().values())),
                Optional.empty(), one.due(), one.expires(), one.state(), one.reason(), "", one.plannedAt(), one.changedAt(),
                one.handedOverAt(), one.attempts(), one.providerId(), one.lease(), Optional.empty())));
        return old.size();
    }

    private static Map<String, Object> start(Map<String, Object> values) {
        return values.containsKey("start") ? Map.of("start", values.get("start")) : Map.of();
    }

    @Override
    public synchronized int removeEndedBefore(Instant instant) {
        List<String> old = new ArrayList<>();
        messages.values().stream().filter(one -> one.state().ended() && one.changedAt().isBefore(instant))
                .forEach(one -> old.add(one.token()));
        old.forEach(messages::remove);
        return old.size();
    }

    private boolean change(String token, Predicate<OutboxMessage> from, UnaryOperator<OutboxMessage> change) {
        OutboxMessage one = messages.get(token);
        if (one == null || !from.test(one)) {
            return false;
        }
        put(change.apply(one));
        return true;
    }

    private OutboxMessage put(OutboxMessage message) {
        messages.put(message.token(), message);
        return message;
    }
}
