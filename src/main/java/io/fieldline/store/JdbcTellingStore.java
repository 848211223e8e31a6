package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.told.Telling;
import io.fieldline.ledger.told.Telling.State;
import io.fieldline.ledger.told.TellingStore;
import io.fieldline.ledger.told.Way;

/**
 * Positions of the ledger only grow, so what was not looked at yet stands behind the last that was. Entries of one position were
 * kept together and may have been looked at in part, so a look begins with that position again.
 */
final class JdbcTellingStore implements TellingStore {

    private static final String COLUMNS = "tenant, books, source, way, position, state, due, attempts, sent, sent_at, told, "
            + "problem, changed_at";
    private static final String SELECT = "select " + COLUMNS + " from ledger_telling ";
    private static final String OF_ONE = " where tenant = ? and books = ? and source = ? and way = ? and position = ?"
            + " and state in ('WAITING', 'EARLY')";

    private final StateDatabase database;

    JdbcTellingStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void want(String tenant, String books, Way way, Instant now, int limit) {
        long looked = database.find("select position from ledger_look where tenant = ? and books = ? and way = ?",
                row -> row.getLong(1), tenant, books, way.name()).orElse(0L);
        // Before the entries, so that none which is kept meanwhile is taken for one that was looked at.
        long last = database.find("select coalesce(max(position), 0) from ledger_entry where tenant = ? and books = ?",
                row -> row.getLong(1), tenant, books).orElse(0L);
        List<Kept> kept = kept(tenant, books, way, looked, limit);
        long until = kept.size() < limit ? last : kept.get(kept.size() - 1).position();
        if (!kept.isEmpty() || until > looked) {
            database.unitOfWork().execute(() -> {
                want(tenant, books, way, now, kept);
                database.update("insert into ledger_look (tenant, books, way, position) values (?, ?, ?, ?)"
                        + " on conflict (tenant, books, way) do update set position = excluded.position", tenant, books,
                        way.name(), Math.max(until, looked));
                return null;
            });
        }
    }

    private record Kept(String source, long position) {}

    private List<Kept> kept(String tenant, String books, Way way, long looked, int limit) {
        String kinds = way.kinds().stream().map(kind -> "e.source like '" + kind.name() + "/%'")
                .collect(Collectors.joining(" or ", "(", ")"));
        return database.query("select e.source, max(e.position) from ledger_entry e where e.tenant = ? and e.books = ?"
                + " and e.position >= ? and " + kinds + " and e.family <> 'APPLICATION' and e.adopted = 0"
                + " and e.content is not null and e.ref_id is not null and e.intent is null"
                + " and not exists (select 1 from ledger_telling t where t.tenant = e.tenant and t.books = e.books"
                + " and t.source = e.source and t.way = ? and t.position >= e.position)"
                + " group by e.source order by max(e.position), e.source limit ?",
                row -> new Kept(row.getString(1), row.getLong(2)), tenant, books, looked, way.name(), limit);
    }

    private void want(String tenant, String books, Way way, Instant now, List<Kept> kept) {
        database.batch("insert into ledger_telling (" + COLUMNS + ") values (?, ?, ?, ?, ?, 'WAITING', ?, 0, '', null, '', '',"
                + " ?) on conflict (tenant, books, source, way) do update set position = excluded.position,"
                + " state = excluded.state, due = excluded.due, attempts = 0, problem = '', changed_at = excluded.changed_at",
                kept.stream().map(one -> new Object[]{tenant, books, one.source(), way.name(), one.position(),
                        TimeText.of(now), TimeText.of(now) }).toList());
    }

    @Override
    public List<Telling> due(String tenant, String books, Way way, Instant now, int limit) {
        return database.query(
                SELECT + "where tenant = ? and books = ? and way = ? and state in ('WAITING', 'EARLY') and due <= ?"
                        + " order by due, source limit ?",
                JdbcTellingStore::row, tenant, books, way.name(), TimeText.of(now), limit);
    }

    @Override
    public void sending(Collection<Telling> tellings) {
        database.batch("update ledger_telling set sent = ?, sent_at = ?" + OF_ONE,
                tellings.stream().map(telling -> of(telling, telling.sent(), TimeText.of(telling.sentAt().orElse(null))))
                        .toList());
    }

    @Override
    public void settle(Collection<Telling> tellings) {
        database.batch("update ledger_telling set state = ?, due = ?, attempts = ?, told = ?, problem = ?, changed_at = ?"
                + OF_ONE,
                tellings.stream().map(telling -> of(telling, telling.state().name(), TimeText.of(telling.due()),
                        telling.attempts(), telling.told(), telling.problem(), TimeText.of(telling.changedAt()))).toList());
    }

    /** The values, and those that name the row. */
    private static Object[] of(Telling telling, Object... values) {
        return Stream.concat(Arrays.stream(values), Stream.of(telling.key().tenant(), telling.key().books(),
                LedgerRows.text(telling.key()), telling.way().name(), telling.position())).toArray();
    }

    @Override
    public List<Telling> list(String tenant, State state, int limit) {
        Filter filter = new Filter().equal("tenant", tenant).equal("state", state == null ? null : state.name());
        return database.query(SELECT + filter.where() + " order by case state when 'REFUSED' then 0 when 'WAITING' then 1"
                + " when 'EARLY' then 2 else 3 end, changed_at desc, source, way limit ?", JdbcTellingStore::row,
                filter.valuesAnd(limit));
    }

    @Override
    public List<Telling> troubled(String tenant, int limit) {
        return database.query(SELECT + "where tenant = ? and (state = 'REFUSED' or state = 'WAITING' and problem <> '')"
                + " order by changed_at desc, source, way limit ?", JdbcTellingStore::row, tenant, limit);
    }

    private static Telling row(ResultSet row) throws SQLException {
        DocumentKey key = LedgerRows.source(row.getString("tenant"), row.getString("books"), row.getString("source"));
        return new Telling(key, Way.valueOf(row.getString("way")), row.getLong("position"),
                State.valueOf(row.getString("state")),
                TimeText.parse(row.getString("due")), row.getInt("attempts"), row.getString("sent"),
                Optional.ofNullable(TimeText.parse(row.getString("sent_at"))), row.getString("told"), row.getString("problem"),
                TimeText.parse(row.getString("changed_at")));
    }
}
