package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.enrollment.Enrollment;
import io.fieldline.outreach.enrollment.Enrollment.State;
import io.fieldline.outreach.enrollment.EnrollmentStore;

final class JdbcEnrollmentStore implements EnrollmentStore {

    /** By then it is known what became of what is being handed over now. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);

    private static final String COLUMNS = "token, tenant, flow, subject, occasion, customer_id, connection, contact, given, "
            + "state, reason, due, attempts, problem, changed_at";
    private static final String SELECT = "select " + COLUMNS + " from enrollment ";
    private static final String HANDED_OVER = "select " + OutboxRows.COLUMNS
            + " from outbox_message where channel = 'ENROLLMENT' and outgoing is not null and handed_over_at is not null ";
    private static final String BY_SEQUENCE = "from sequence_process where sequence_process.tenant = enrollment.tenant"
            + " and sequence_process.flow = enrollment.flow and sequence_process.subject = enrollment.subject"
            + " and sequence_process.occasion = enrollment.occasion";

    private final StateDatabase database;

    JdbcEnrollmentStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public int take(Instant now, int limit) {
        List<OutboxMessage> handedOver = database.query(HANDED_OVER + "and state in ('ACCEPTED', 'DELIVERED', 'UNCERTAIN')"
                + " and not exists (select 1 from enrollment where enrollment.token = outbox_message.token"
                + " and (enrollment.state <> 'ENDED' or enrollment.changed_at >= outbox_message.changed_at))"
                + " order by changed_at, token limit ?", OutboxRows::message, limit);
        handedOver.forEach(message -> keep(message, now));
        return handedOver.size();
    }

    private void keep(OutboxMessage message, Instant now) {
        OutgoingMessage outgoing = message.outgoing().orElseThrow();
        var key = message.request().key();
        Instant due = message.state() == OutboxState.SENDING ? now.plus(UNDER_WAY) : now;
        database.update("insert into enrollment (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (token) do update set contact = excluded.contact, given = excluded.given,"
                + " state = excluded.state, reason = excluded.reason, due = excluded.due, attempts = excluded.attempts,"
                + " problem = excluded.problem, changed_at = excluded.changed_at", message.token(), key.tenant(), key.flow(),
                key.subject().record(), key.subject().occasion(), message.request().customerId(),
                message.request().connection(), message.providerId().orElse(outgoing.recipient()),
                JsonValues.text(outgoing.properties()), State.ENROLLED.name(), "", TimeText.of(due), 0, "", TimeText.of(now));
    }

    @Override
    public List<Enrollment> optedOut(int limit) {
        return database.query(SELECT + "where state = 'ENROLLED' and (exists (select 1 from blocked_recipient"
                + " where blocked_recipient.tenant = enrollment.tenant and blocked_recipient.address = enrollment.contact"
                + " and blocked_recipient.cause = 'OPTED_OUT') or exists (select 1 from outbox_message"
                + " join blocked_recipient on blocked_recipient.tenant = outbox_message.tenant"
                + " and blocked_recipient.address = outbox_message.recipient and blocked_recipient.cause = 'OPTED_OUT'"
                + " where outbox_message.tenant = enrollment.tenant"
                + " and outbox_message.customer_id = enrollment.customer_id)) order by changed_at, token limit ?",
                JdbcEnrollmentStore::row, limit);
    }

    @Override
    public int endWithTheirSequence(Instant now) {
        return database.update("update enrollment set state = 'ENDING', reason = (select case when reason = '' then 'completed'"
                + " else reason end " + BY_SEQUENCE + "), due = ?, attempts = 0, problem = '', changed_at = ?"
                + " where state = 'ENROLLED' and exists (select 1 " + BY_SEQUENCE
                + " and sequence_process.state <> 'RUNNING')", TimeText.of(now), TimeText.of(now));
    }

    @Override
    public boolean end(String token, String reason, Instant now) {
        return database.update("update enrollment set state = 'ENDING', reason = ?, due = ?, attempts = 0, problem = '',"
                + " changed_at = ? where token = ? and state = 'ENROLLED'", reason, TimeText.of(now), TimeText.of(now),
                token) == 1;
    }

    @Override
    public List<Enrollment> endOfCustomer(String tenant, long customerId, String reason, Instant now) {
        List<Enrollment> enrolled = database.query(SELECT + "where tenant = ? and customer_id = ? and state = 'ENROLLED'",
                JdbcEnrollmentStore::row, tenant, customerId);
        return enrolled.stream().filter(one -> end(one.token(), reason, now))
                .flatMap(one -> find(one.token()).stream()).toList();
    }

    /** What is being handed over at this moment is let go too, a little later. */
    void forget(String tenant, long customerId, Instant now) {
        database.query(HANDED_OVER + "and tenant = ? and customer_id = ? and state in"
                + " ('SENDING', 'ACCEPTED', 'DELIVERED', 'UNCERTAIN') and not exists (select 1 from enrollment"
                + " where enrollment.token = outbox_message.token)", OutboxRows::message, tenant, customerId)
                .forEach(message -> keep(message, now));
        database.update("delete from enrollment where tenant = ? and customer_id = ? and state = 'ENDED'", tenant, customerId);
        database.update("update enrollment set state = 'ENDING', reason = ?, changed_at = ? where tenant = ?"
                + " and customer_id = ?", Enrollment.FORGOTTEN, TimeText.of(now), tenant, customerId);
    }

    @Override
    public List<Enrollment> due(Instant now, int limit) {
        return database.query(SELECT + "where state = 'ENDING' and due <= ? order by due, token limit ?",
                JdbcEnrollmentStore::row, TimeText.of(now), limit);
    }

    @Override
    public boolean ends(String tenant, long customerId) {
        return !database.query("select 1 from enrollment where tenant = ? and customer_id = ? and state = 'ENDING' limit 1",
                row -> row.getInt(1), tenant, customerId).isEmpty();
    }

    @Override
    public boolean goesOnOtherwise(Enrollment enrollment) {
        return !database.query("select 1 from enrollment where tenant = ? and connection = ? and token <> ?"
                + " and state = 'ENROLLED' and given = ? and (customer_id = ? or contact = ?) limit 1", row -> row.getInt(1),
                enrollment.tenant(), enrollment.connection(), enrollment.token(), JsonValues.text(enrollment.trigger()),
                enrollment.customerId(), enrollment.contact()).isEmpty();
    }

    @Override
    public void settle(Enrollment after) {
        // The reason stays: it may have become another one meanwhile.
        database.update("update enrollment set state = ?, contact = ?, due = ?, attempts = ?, problem = ?, changed_at = ?"
                + " where token = ? and state = 'ENDING'", after.state().name(), after.contact(), TimeText.of(after.due()),
                after.attempts(), after.problem(), TimeText.of(after.changedAt()), after.token());
        database.update("delete from enrollment where token = ? and state = 'ENDED' and reason = ?", after.token(),
                Enrollment.FORGOTTEN);
    }

    @Override
    public Optional<Enrollment> find(String token) {
        return database.find(SELECT + "where token = ?", JdbcEnrollmentStore::row, token);
    }

    @Override
    public List<Enrollment> troubled(String tenant, int limit) {
        return database.query(SELECT + "where tenant = ? and state = 'ENDING' and problem <> ''"
                + " order by changed_at desc, token limit ?", JdbcEnrollmentStore::row, tenant, limit);
    }

    @Override
    public int removeWithoutMessage() {
        return database.update("delete from enrollment where state = 'ENDED' and not exists"
                + " (select 1 from outbox_message where outbox_message.token = enrollment.token)");
    }

    private static Enrollment row(ResultSet row) throws SQLException {
        return new Enrollment(row.getString("token"), row.getString("tenant"), row.getString("flow"), OutboxRows.subject(row),
                row.getLong("customer_id"), row.getString("connection"), row.getString("contact"),
                JsonValues.map(row.getString("given")), State.valueOf(row.getString("state")), row.getString("reason"),
                TimeText.parse(row.getString("due")), row.getInt("attempts"), row.getString("problem"),
                TimeText.parse(row.getString("changed_at")));
    }
}
