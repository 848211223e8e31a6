package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.ConflictStore;
import io.fieldline.sync.pair.PairKey;

final class JdbcConflictStore implements ConflictStore {

    private static final String SELECT = "select id, tenant, type, system, service_titan_id, crm_id, kind, message, details, "
            + "opened_at from conflict ";

    private final StateDatabase database;

    JdbcConflictStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void open(Collection<Conflict> conflicts) {
        if (!conflicts.isEmpty()) {
            database.unitOfWork().execute(() -> {
                conflicts.forEach(this::open);
                return null;
            });
        }
    }

    private void open(Conflict conflict) {
        Optional<Conflict> before = about(conflict.key(), ids(conflict.serviceTitanId()), ids(conflict.crmId())).stream()
                .filter(other -> other.kind() == conflict.kind()
                        && Objects.equals(other.serviceTitanId(), conflict.serviceTitanId())
                        && Objects.equals(other.crmId(), conflict.crmId()))
                .findFirst();
        if (before.isPresent()) {
            database.update("update conflict set message = ?, details = ? where id = ?", conflict.message(),
                    JsonValues.text(conflict.details()), before.get().id());
        } else {
            PairKey key = conflict.key();
            database.update("insert into conflict (tenant, type, system, service_titan_id, crm_id, kind, message, details, "
                    + "opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", key.tenant(), key.type(), key.system(),
                    conflict.serviceTitanId(), conflict.crmId(), conflict.kind().name(), conflict.message(),
                    JsonValues.text(conflict.details()), TimeText.of(conflict.openedAt()));
        }
    }

    private static List<String> ids(String id) {
        return id == null ? List.of() : List.of(id);
    }

    @Override
    public List<Conflict> about(PairKey key, Collection<String> serviceTitanIds, Collection<String> crmIds) {
        String members = database.dialect().membersOfJsonArray();
        return database.query(SELECT + "where tenant = ? and type = ? and system = ? and (service_titan_id " + members
                + " or crm_id " + members + ") order by id", JdbcConflictStore::conflict, key.tenant(), key.type(),
                key.system(), StateDatabase.jsonArray(serviceTitanIds), StateDatabase.jsonArray(crmIds));
    }

    @Override
    public void remove(Collection<Long> ids) {
        database.batch("delete from conflict where id = ?", ids.stream().map(id -> new Object[]{id }).toList());
    }

    @Override
    public Optional<Conflict> find(long id) {
        return database.find(SELECT + "where id = ?", JdbcConflictStore::conflict, id);
    }

    @Override
    public List<Conflict> list(String tenant, Conflict.Kind kind, int limit) {
        Filter filter = new Filter().equal("tenant", tenant).equal("kind", kind == null ? null : kind.name());
        return database.query(SELECT + filter.where() + " order by id limit ?", JdbcConflictStore::conflict,
                filter.valuesAnd(limit));
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        return new Conflict(row.getLong(1), new PairKey(row.getString(2), row.getString(3), row.getString(4)), row.getString(5),
                row.getString(6), Conflict.Kind.valueOf(row.getString(7)), row.getString(8),
                JsonValues.map(row.getString(9)), TimeText.parse(row.getString(10)));
    }
}
