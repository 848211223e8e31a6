package io.fieldline.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.History;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageSelection;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.Outcome;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Recipient;

/** Each change names the state that it starts from, so that the database decides between two who come at once. */
final class JdbcOutboxStore implements OutboxStore {

    private static final String SELECT = "select " + OutboxRows.COLUMNS + " from outbox_message ";
    private static final String ENDED = Stream.of(OutboxState.values()).filter(OutboxState::ended)
            .map(state -> "'" + state + "'").collect(Collectors.joining(", ", "(", ")"));

    /** Due, and no other message of the customer is due before it or is being sent. */
    private static final String DUE = """
            select token from outbox_message due_one where state = 'SCHEDULED' and due <= ? and not exists (
            select 1 from outbox_message other where other.tenant = due_one.tenant
            and other.customer_id = due_one.customer_id and (other.state = 'SENDING'
            or other.state = 'SCHEDULED' and (other.due, other.token) < (due_one.due, due_one.token)))""";

    private static final String LEFT = """
            select token from outbox_message left_one where state = 'SENDING' and lease_until < ?""";

    private static final String STILL_UNCERTAIN = " where token = ? and state = 'UNCERTAIN'"
            + " and handed_over_at = ? and outgoing is not null";

    private final StateDatabase database;

    JdbcOutboxStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public <T> T deciding(String tenant, Supplier<T> decision) {
        return database.unitOfWork().execute(() -> {
            database.turn(tenant);
            return decision.get();
        });
    }

    @Override
    public boolean plan(OutboxMessage message) {
        Object[] values = OutboxRows.values(message);
        return database.update("insert into outbox_message (" + OutboxRows.COLUMNS + ") values (?"
                + ", ?".repeat(values.length - 1) + ") on conflict (token) do nothing", values) == 1;
    }

    @Override
    public List<OutboxMessage> claim(Lease lease, Instant now, int limit, Set<String> except) {
        return take(DUE, "due_one", "attempts + 1", lease, now, limit, except);
    }

    @Override
    public List<OutboxMessage> takeOver(Lease lease, Instant now, int limit, Set<String> except) {
        return take(LEFT, "left_one", "attempts", lease, now, limit, except);
    }

    private List<OutboxMessage> take(String chosen, String name, String attempts, Lease lease, Instant now, int limit,
            Set<String> except) {
        String query = chosen + " and not (" + name + ".tenant " + database.dialect().membersOfJsonArray()
                + ") order by due, token limit ?" + database.dialect().rowsOf(name);
        return database.unitOfWork().execute(() -> {
            List<String> tokens = database.query(query, row -> row.getString(1), TimeText.of(now),
                    StateDatabase.jsonArray(List.copyOf(except)), limit);
            String members = database.dialect().membersOfJsonArray();
            database.update(
                    "update outbox_message set state = 'SENDING', lease_holder = ?, lease_until = ?, changed_at = ?, attempts = "
                            + attempts + " where token " + members,
                    lease.holder(), TimeText.of(lease.until()), TimeText.of(now), StateDatabase.jsonArray(tokens));
            return database.query(SELECT + "where token " + members + " order by due, token", OutboxRows::message,
                    StateDatabase.jsonArray(tokens));
        });
    }

    @Override
    public boolean readdress(OutboxMessage claimed, Recipient recipient, Instant now) {
        return database.update("""
                update outbox_message set recipient = ?, recipient_name = ?, changed_at = ?
                where token = ? and state = 'SENDING' and lease_holder = ? and handed_over_at is null
                """, recipient.address(), recipient.name(), TimeText.of(now), claimed.token(), holder(claimed)) == 1;
    }

    @Override
    public boolean begin(OutboxMessage claimed, OutgoingMessage outgoing, Lease lease, Instant now) {
        return database.update("""
                update outbox_message set outgoing = ?, handed_over_at = ?, changed_at = ?, lease_holder = ?, lease_until = ?
                where token = ? and state = 'SENDING' and lease_holder = ? and handed_over_at is null
                """, OutboxRows.text(outgoing), TimeText.of(now), TimeText.of(now), lease.holder(), TimeText.of(lease.until()),
                claimed.token(), holder(claimed)) == 1;
    }

    @Override
    public boolean settle(OutboxMessage claimed, Outcome outcome, Instant now) {
        // What goes back to wait was not handed over.
        String handedOver = outcome.state() == OutboxState.SCHEDULED ? ", outgoing = null, handed_over_at = null" : "";
        return database.update("update outbox_message set state = ?, reason = ?, detail = ?, due = coalesce(?, due), "
                + "provider_id = coalesce(?, provider_id), changed_at = ?, lease_holder = null, lease_until = null" + handedOver
                + " where token = ? and state = 'SENDING' and lease_holder = ?", outcome.state().name(), outcome.reason(),
                outcome.detail(), outcome.due().map(TimeText::of).orElse(null), outcome.providerId().orElse(null),
                TimeText.of(now), claimed.token(), holder(claimed)) == 1;
    }

    private static String holder(OutboxMessage claimed) {
        return claimed.lease().map(Lease::holder)
                .orElseThrow(() -> new IllegalArgumentException("message " + claimed.token() + " was not claimed"));
    }

    @Override
    public int cancel(MessageSelection selection, String reason, Instant now) {
        Filter filter = new Filter().equal("tenant", selection.tenant()).equal("token", selection.token().orElse(null))
                .equal("flow", selection.flow().orElse(null)).equal("subject", selection.subject().orElse(null))
                .equal("customer_id", OutboxRows.nullable(selection.customerId()))
                .equal("recipient", selection.recipient().orElse(null));
        return database.update(
                "update outbox_message set state = 'CANCELLED', reason = ?, changed_at = ?, lease_holder = null, "
                        + "lease_until = null" + filter.where()
                        + " and (state = 'SCHEDULED' or state = 'SENDING' and handed_over_at is null)",
                filter.valuesAfter(reason, TimeText.of(now)));
    }

    @Override
    public Optional<OutboxMessage> report(DeliveryReport report) {
        Optional<OutboxMessage> message = report.token().isPresent()
                ? find(report.token().get())
                : database.find(SELECT + "where provider_id = ?", OutboxRows::message, report.providerId());
        return message.flatMap(known -> {
            // A message that was tried and is said to have arrived has, whatever we thought of it.
            String from = switch (report.state()) {
                case ACCEPTED -> "attempts > 0 and state not in ('ACCEPTED', 'DELIVERED', 'FAILED')";
                case DELIVERED -> "attempts > 0 and state <> 'DELIVERED'";
                case FAILED, UNDELIVERED -> "handed_over_at is not null and state in ('SENDING', 'UNCERTAIN', 'ACCEPTED')";
            };
            OutboxState state = switch (report.state()) {
                case ACCEPTED -> OutboxState.ACCEPTED;
                case DELIVERED -> OutboxState.DELIVERED;
                case FAILED, UNDELIVERED -> OutboxState.FAILED;
            };
            database.update("update outbox_message set state = ?, reason = ?, detail = ?, "
                    + "provider_id = coalesce(?, provider_id), changed_at = ?, handed_over_at = coalesce(handed_over_at, ?), "
                    + "lease_holder = null, lease_until = null where token = ? and " + from, state.name(),
                    report.code(), report.detail(),
                    report.providerId(), TimeText.of(report.at()), TimeText.of(report.at()), known.token());
            return find(known.token());
        });
    }

    @Override
    public Optional<OutboxMessage> find(String token) {
        return database.find(SELECT + "where token = ?", OutboxRows::message, token);
    }

    @Override
    public List<OutboxMessage> list(String tenant, String flow, OutboxState state, Long customerId, int limit) {
        Filter filter = new Filter().equal("tenant", tenant).equal("flow", flow)
                .equal("state", state == null ? null : state.name()).equal("customer_id", customerId);
        return database.query(SELECT + filter.where() + " order by due desc, token limit ?", OutboxRows::message,
                filter.valuesAnd(limit));
    }

    @Override
    public List<OutboxMessage> uncertain(Instant handedOverAfter, String token, int limit) {
        return database.query(
                SELECT + "where state = 'UNCERTAIN' and outgoing is not null and (handed_over_at, token) > (?, ?) "
                        + "order by handed_over_at, token limit ?",
                OutboxRows::message, TimeText.of(handedOverAfter), token, limit);
    }

    @Override
    public boolean handOverAgain(OutboxMessage uncertain, Instant now) {
        return database.update("update outbox_message set handed_over_at = ?, changed_at = ?, attempts = attempts + 1"
                + STILL_UNCERTAIN, TimeText.of(now), TimeText.of(now), uncertain.token(), handedOver(uncertain)) == 1;
    }

    @Override
    public boolean putBack(OutboxMessage uncertain, Outcome outcome, Instant now) {
        return database.update("update outbox_message set state = ?, reason = ?, detail = ?, due = coalesce(?, due), "
                + "changed_at = ?, outgoing = null, handed_over_at = null" + STILL_UNCERTAIN, outcome.state().name(),
                outcome.reason(), outcome.detail(), outcome.due().map(TimeText::of).orElse(null), TimeText.of(now),
                uncertain.token(), handedOver(uncertain)) == 1;
    }

    private static String handedOver(OutboxMessage uncertain) {
        return TimeText.of(uncertain.handedOverAt()
                .orElseThrow(() -> new IllegalArgumentException("message " + uncertain.token() + " was not handed over")));
    }

    @Override
    public Map<OutboxState, Long> counts(String tenant) {
        Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
        database.query("select state, count(*) from outbox_message where tenant = ? group by state",
                row -> counts.put(OutboxState.valueOf(row.getString(1)), row.getLong(2)), tenant);
        return counts;
    }

    @Override
    public int count(History history) {
        Filter filter = new Filter().equal("tenant", history.tenant()).equal("flow", history.flow().orElse(null))
                .equal("event", history.event().orElse(null)).equal("customer_id", OutboxRows.nullable(history.customerId()))
                .and("token <> ?", history.exceptToken())
                .and("coalesce(handed_over_at, due) > ?", TimeText.of(history.after()));
        history.before().ifPresent(end -> filter.and("coalesce(handed_over_at, due) < ?", TimeText.of(end)));
        if (history.recipient().isPresent()) {
            filter.and("(recipient = ? or location_id = ?)", history.recipient().get(),
                    OutboxRows.nullable(history.locationId()));
        }
        if (!history.kinds().isEmpty()) {
            filter.and("kind " + database.dialect().membersOfJsonArray(),
                    StateDatabase.jsonArray(history.kinds().stream().map(MessageKind::name).toList()));
        }
        String waiting = history.waiting() ? " or state = 'SCHEDULED' or state = 'SENDING'" : "";
        return database.query("select count(*) from outbox_message" + filter.where()
                + " and (state in ('ACCEPTED', 'DELIVERED', 'UNCERTAIN') or state = 'SENDING' and handed_over_at is not null"
                + waiting + ")", row -> row.getInt(1), filter.valuesAnd()).get(0);
    }

    /** When an appointment begins, as its customer was told, stays: a move of one far ahead is known by it. */
    @Override
    public int removePersonalDataEndedBefore(Instant instant) {
        String start = database.dialect().textOf("given", "start");
        return database.update("update outbox_message set recipient = null, recipient_name = null, outgoing = null, "
                + "passed_over = null, detail = '', given = case when " + start + " is null then null else "
                + "'{\"start\":\"' || " + start + " || '\"}' end where (recipient is not null or outgoing is not null or "
                + "given is not null and given not like '{\"start\":%') and changed_at < ? and state in " + ENDED,
                TimeText.of(instant));
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        return database.update("delete from outbox_message where changed_at < ? and state in " + ENDED, TimeText.of(instant));
    }
}
