package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.StreamKey;

/** A record parked again takes the newer letter's id, so that the id a caller just reported is the one to be found. */
final class JdbcDeadLetterStore implements DeadLetterStore {

    private static final String COLUMNS = "id, tenant, flow, stream, record_id, reason, payload, position, parked_at, attempts, "
            + "status";

    private final StateDatabase database;

    JdbcDeadLetterStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void park(DeadLetter letter) {
        database.update("insert into dead_letter (" + COLUMNS + """
                ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, flow, stream, record_id) do update set id = excluded.id, reason = excluded.reason,
                payload = excluded.payload, position = excluded.position, parked_at = excluded.parked_at,
                attempts = excluded.attempts, status = excluded.status, settled_at = null
                """, letter.id(), letter.key().tenant(), letter.key().flow(), letter.key().stream(), letter.recordId(),
                letter.reason(), letter.payload(), letter.position(), TimeText.of(letter.parkedAt()), letter.attempts(),
                letter.status().name());
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return database.find("select " + COLUMNS + " from dead_letter where id = ?", JdbcDeadLetterStore::letter, id);
    }

    @Override
    public List<DeadLetter> list(String tenant, String flow, DeadLetter.Status status, int limit) {
        Filter filter = filter(tenant, flow, status);
        return database.query(
                "select " + COLUMNS + " from dead_letter" + filter.where() + " order by parked_at desc, id desc limit ?",
                JdbcDeadLetterStore::letter, filter.valuesAnd(limit));
    }

    @Override
    public long count(String tenant, String flow, DeadLetter.Status status) {
        Filter filter = filter(tenant, flow, status);
        return database.query("select count(*) from dead_letter" + filter.where(), row -> row.getLong(1), filter.valuesAnd())
                .get(0);
    }

    @Override
    public void settle(String id, DeadLetter.Status status, Instant at) {
        database.update("update dead_letter set status = ?, settled_at = ? where id = ?", status.name(), TimeText.of(at), id);
    }

    @Override
    public int removeParkedBefore(Instant instant) {
        return database.update("delete from dead_letter where parked_at < ?", TimeText.of(instant));
    }

    private static Filter filter(String tenant, String flow, DeadLetter.Status status) {
        return new Filter().equal("tenant", tenant).equal("flow", flow).equal("status", status == null ? null : status.name());
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(row.getString("id"),
                new StreamKey(row.getString("tenant"), row.getString("flow"), row.getString("stream")),
                row.getString("record_id"), row.getString("reason"), row.getString("payload"), row.getString("position"),
                TimeText.parse(row.getString("parked_at")), row.getInt("attempts"),
                DeadLetter.Status.valueOf(row.getString("status")));
    }
}
