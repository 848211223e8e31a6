package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.PairLinkStore;
import io.fieldline.sync.pair.Sent;

/** A link that is saved removes those that name one of its records, in the same transaction. */
final class JdbcPairLinkStore implements PairLinkStore {

    private static final String OF_KEY = "tenant = ? and type = ? and system = ? ";
    private static final String SELECT = "select tenant, type, system, service_titan_id, crm_id, agreed, sent, "
            + "service_titan_version, crm_version, state, changed_at from pair_link where " + OF_KEY;

    private final StateDatabase database;

    JdbcPairLinkStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public List<PairLink> byServiceTitan(PairKey key, Collection<String> serviceTitanIds) {
        return by("service_titan_id", key, serviceTitanIds);
    }

    @Override
    public List<PairLink> byCrm(PairKey key, Collection<String> crmIds) {
        return by("crm_id", key, crmIds);
    }

    private List<PairLink> by(String column, PairKey key, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.query(SELECT + "and " + column + " " + database.dialect().membersOfJsonArray(),
                        JdbcPairLinkStore::link, key.tenant(), key.type(), key.system(), StateDatabase.jsonArray(ids));
    }

    @Override
    public List<PairLink> creatingCustomers(PairKey key) {
        return database.query(SELECT + "and service_titan_id is null", JdbcPairLinkStore::link, key.tenant(), key.type(),
                key.system());
    }

    @Override
    public void save(Collection<PairLink> links) {
        List<Object[]> customers = new ArrayList<>();
        List<Object[]> records = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (PairLink link : links) {
            PairKey key = link.key();
            customers.add(new Object[]{key.tenant(), key.type(), key.system(), link.serviceTitanId() });
            records.add(new Object[]{key.tenant(), key.type(), key.system(), link.crmId() });
            rows.add(new Object[]{key.tenant(), key.type(), key.system(), link.serviceTitanId(), link.crmId(),
                    JsonValues.text(link.agreed()), sent(link.sent()), link.serviceTitanVersion(), link.crmVersion(),
                    link.state().name(), TimeText.of(link.changedAt()) });
        }
        database.unitOfWork().execute(() -> {
            database.batch("delete from pair_link where " + OF_KEY + "and service_titan_id = ?", customers);
            database.batch("delete from pair_link where " + OF_KEY + "and crm_id = ?", records);
            database.batch("insert into pair_link (tenant, type, system, service_titan_id, crm_id, agreed, sent, "
                    + "service_titan_version, crm_version, state, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
            return null;
        });
    }

    @Override
    public void remove(PairLink link) {
        PairKey key = link.key();
        String column = link.serviceTitanId() != null ? "service_titan_id" : "crm_id";
        database.update("delete from pair_link where " + OF_KEY + "and " + column + " = ?", key.tenant(), key.type(),
                key.system(), link.serviceTitanId() != null ? link.serviceTitanId() : link.crmId());
    }

    @Override
    public long count(PairKey key) {
        return database.find("select count(*) from pair_link where " + OF_KEY + "and state = ?", row -> row.getLong(1),
                key.tenant(), key.type(), key.system(), PairLink.State.LINKED.name()).orElse(0L);
    }

    private static String sent(Sent sent) {
        return JsonValues.text(sent.nothing() ? Map.of() : Map.of("crm", sent.toCrm(), "servicetitan", sent.toServiceTitan()));
    }

    private static PairLink link(ResultSet row) throws SQLException {
        return new PairLink(new PairKey(row.getString(1), row.getString(2), row.getString(3)), row.getString(4),
                row.getString(5), JsonValues.map(row.getString(6)), sent(JsonValues.map(row.getString(7))), row.getString(8),
                row.getString(9), PairLink.State.valueOf(row.getString(10)), TimeText.parse(row.getString(11)));
    }

    @SuppressWarnings("unchecked")
    private static Sent sent(Map<String, Object> stored) {
        return stored.isEmpty()
                ? Sent.NOTHING
                : new Sent((Map<String, Object>) stored.get("crm"), (Map<String, Object>) stored.get("servicetitan"));
    }
}
