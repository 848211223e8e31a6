package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.AuditStore;

final class JdbcAuditStore implements AuditStore {

    private static final String SELECT = "select number, body, hash from agent_audit ";

    private final StateDatabase database;

    JdbcAuditStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public AuditEntry append(Function<Optional<AuditEntry>, AuditEntry> next) {
        return database.unitOfWork().execute(() -> {
            database.turn("agent-audit");
            AuditEntry entry = next.apply(last());
            database.update("insert into agent_audit (number, body, hash) values (?, ?, ?)", entry.number(), entry.body(),
                    entry.hash());
            return entry;
        });
    }

    @Override
    public Optional<AuditEntry> find(long number) {
        return database.find(SELECT + "where number = ?", JdbcAuditStore::entry, number);
    }

    @Override
    public Optional<AuditEntry> last() {
        return database.find(SELECT + "order by number desc limit 1", JdbcAuditStore::entry);
    }

    @Override
    public List<AuditEntry> after(long number, int limit) {
        return database.query(SELECT + "where number > ? order by number limit ?", JdbcAuditStore::entry, number, limit);
    }

    @Override
    public List<AuditEntry> newest(Chosen chosen, int limit) {
        Filter filter = new Filter().equal(of("client"), chosen.client()).equal(of("tenant"), chosen.tenant())
                .equal(of("tool"), chosen.tool());
        return database.query(SELECT + filter.where() + " order by number desc limit ?", JdbcAuditStore::entry,
                filter.valuesAnd(limit));
    }

    private String of(String name) {
        return database.dialect().textOf("body", name);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong(1), row.getString(2), row.getString(3));
    }
}
