package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.fieldline.sync.RecordLink;
import io.fieldline.sync.RecordLinkStore;

/** An external id that is linked to another source already is a rejected record. */
final class JdbcRecordLinkStore implements RecordLinkStore {

    private static final String SELECT = "select tenant, type, source_id, system, external_id, agreed_state, linked_at "
            + "from record_link where tenant = ? and type = ? ";

    private final StateDatabase database;

    JdbcRecordLinkStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void save(RecordLink link) {
        database.update("""
                insert into record_link (tenant, type, source_id, system, external_id, agreed_state, linked_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant, type, source_id, system) do update set
                external_id = excluded.external_id, agreed_state = excluded.agreed_state, linked_at = excluded.linked_at
                """, link.tenant(), link.type(), link.sourceId(), link.system(), link.externalId(), link.agreedState(),
                TimeText.of(link.linkedAt()));
    }

    @Override
    public Optional<RecordLink> bySource(String tenant, String type, String system, String sourceId) {
        return database.find(SELECT + "and system = ? and source_id = ?", JdbcRecordLinkStore::link, tenant, type, system,
                sourceId);
    }

    @Override
    public Optional<RecordLink> byExternal(String tenant, String type, String system, String externalId) {
        return database.find(SELECT + "and system = ? and external_id = ?", JdbcRecordLinkStore::link, tenant, type, system,
                externalId);
    }

    @Override
    public List<RecordLink> ofSource(String tenant, String type, String sourceId) {
        return database.query(SELECT + "and source_id = ? order by system", JdbcRecordLinkStore::link, tenant, type, sourceId);
    }

    @Override
    public boolean remove(String tenant, String type, String system, String sourceId) {
        return database.update("delete from record_link where tenant = ? and type = ? and system = ? and source_id = ?",
                tenant, type, system, sourceId) == 1;
    }

    private static RecordLink link(ResultSet row) throws SQLException {
        return new RecordLink(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), TimeText.parse(row.getString(7)));
    }
}
