package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.writeback.WriteBack;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.outreach.writeback.WriteBackStore;

final class JdbcWriteBackStore implements WriteBackStore {

    private static final String COLUMNS = "tenant, kind, subject, wanted, revision, state, due, attempts, kept, problem, "
            + "changed_at";
    private static final String SELECT = "select " + COLUMNS + " from write_back ";

    private final StateDatabase database;

    JdbcWriteBackStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public List<String> newOptOuts(String tenant, boolean addresses, int limit) {
        return database.query(
                "select address from blocked_recipient where tenant = ? and cause = 'OPTED_OUT' and address like ?"
                        + " and not exists (select 1 from write_back where write_back.tenant = blocked_recipient.tenant"
                        + " and write_back.kind = 'OPT_OUT' and write_back.subject = blocked_recipient.address"
                        + " and write_back.wanted = 1) order by since, address limit ?",
                row -> row.getString(1), tenant,
                addresses ? "%@%" : "+%", limit);
    }

    @Override
    public List<WriteBack> endedOptOuts(String tenant, int limit) {
        return database.query(SELECT + "where tenant = ? and kind = 'OPT_OUT' and wanted = 1 and not exists (select 1"
                + " from blocked_recipient where blocked_recipient.tenant = write_back.tenant"
                + " and blocked_recipient.address = write_back.subject and blocked_recipient.cause = 'OPTED_OUT')"
                + " order by changed_at, subject limit ?", JdbcWriteBackStore::row, tenant, limit);
    }

    @Override
    public List<OutboxMessage> newlySent(String tenant, Collection<String> connections, Instant changedAfter, int limit) {
        return database.query("select " + OutboxRows.COLUMNS + " from outbox_message where tenant = ?"
                + " and state in ('ACCEPTED', 'DELIVERED') and changed_at > ? and connection "
                + database.dialect().membersOfJsonArray() + " and not exists (select 1 from write_back"
                + " where write_back.tenant = outbox_message.tenant and write_back.kind = 'JOB_NOTE'"
                + " and write_back.subject = outbox_message.token) order by changed_at, token limit ?", OutboxRows::message,
                tenant, TimeText.of(changedAfter), StateDatabase.jsonArray(connections), limit);
    }

    @Override
    public void want(WriteBack wish) {
        database.update("insert into write_back (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (tenant, kind, subject) do update set wanted = excluded.wanted, revision = excluded.revision,"
                + " state = excluded.state, due = excluded.due, attempts = excluded.attempts, kept = excluded.kept,"
                + " problem = excluded.problem, changed_at = excluded.changed_at"
                + " where write_back.revision < excluded.revision", wish.tenant(), wish.kind().name(), wish.key(),
                wish.wanted() ? 1 : 0, wish.revision(), wish.state().name(), TimeText.of(wish.due()), wish.attempts(),
                JsonValues.text(wish.kept()), wish.problem(), TimeText.of(wish.changedAt()));
    }

    @Override
    public List<WriteBack> due(String tenant, Instant now, int limit) {
        return database.query(SELECT + "where tenant = ? and state = 'WAITING' and due <= ? order by due, subject limit ?",
                JdbcWriteBackStore::row, tenant, TimeText.of(now), limit);
    }

    @Override
    public boolean settle(WriteBack after) {
        return database.update("update write_back set state = ?, due = ?, attempts = ?, kept = ?, problem = ?, changed_at = ?"
                + " where tenant = ? and kind = ? and subject = ? and revision = ?", after.state().name(),
                TimeText.of(after.due()), after.attempts(), JsonValues.text(after.kept()), after.problem(),
                TimeText.of(after.changedAt()), after.tenant(), after.kind().name(), after.key(), after.revision()) == 1;
    }

    @Override
    public Optional<WriteBack> find(String tenant, Kind kind, String key) {
        return database.find(SELECT + "where tenant = ? and kind = ? and subject = ?", JdbcWriteBackStore::row, tenant,
                kind.name(), key);
    }

    @Override
    public List<WriteBack> troubled(String tenant, int limit) {
        Filter filter = new Filter().equal("tenant", tenant)
                .and("(state = 'REFUSED' or state = 'WAITING' and problem <> '')");
        return database.query(SELECT + filter.where() + " order by changed_at desc, subject limit ?", JdbcWriteBackStore::row,
                filter.valuesAnd(limit));
    }

    @Override
    public List<Long> customersAt(String tenant, String address, int limit) {
        return database.query("select distinct customer_id from outbox_message where tenant = ? and recipient = ?"
                + " order by customer_id desc limit ?", row -> row.getLong(1), tenant, address, limit);
    }

    @Override
    public int removeWithoutMessage() {
        return database.update("delete from write_back where kind = 'JOB_NOTE' and not exists"
                + " (select 1 from outbox_message where outbox_message.token = write_back.subject)");
    }

    private static WriteBack row(ResultSet row) throws SQLException {
        return new WriteBack(row.getString("tenant"), Kind.valueOf(row.getString("kind")), row.getString("subject"),
                row.getInt("wanted") == 1, row.getInt("revision"), State.valueOf(row.getString("state")),
                TimeText.parse(row.getString("due")), row.getInt("attempts"), JsonValues.map(row.getString("kept")),
                row.getString("problem"), TimeText.parse(row.getString("changed_at")));
    }
}
