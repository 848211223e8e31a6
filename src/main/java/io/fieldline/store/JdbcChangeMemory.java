package io.fieldline.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

final class JdbcChangeMemory implements ChangeMemory {

    private final StateDatabase database;

    JdbcChangeMemory(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Map<String, SeenRecord> recall(StreamKey key, Collection<String> recordIds) {
        Map<String, SeenRecord> remembered = new LinkedHashMap<>();
        database.query("""
                select record_id, modified_on, fingerprint, status from seen_record
                where tenant = ? and flow = ? and stream = ? and record_id
                """ + members(), row -> new SeenRecord(
                row.getString(1), TimeText.parse(row.getString(2)), row.getString(3), row.getString(4)), key.tenant(),
                key.flow(), key.stream(), StateDatabase.jsonArray(recordIds))
                .forEach(seen -> remembered.put(seen.recordId(), seen));
        return remembered;
    }

    @Override
    public Set<String> recordIds(StreamKey key) {
        return new HashSet<>(database.query("select record_id from seen_record where tenant = ? and flow = ? and stream = ?",
                row -> row.getString(1), key.tenant(), key.flow(), key.stream()));
    }

    /** Of a record given twice the last counts: one PostgreSQL statement may not update the same row twice. */
    @Override
    public void remember(StreamKey key, Collection<SeenRecord> records) {
        Map<String, Object[]> rows = new LinkedHashMap<>();
        for (SeenRecord seen : records) {
            rows.put(seen.recordId(), new Object[]{key.tenant(), key.flow(), key.stream(), seen.recordId(),
                    TimeText.of(seen.modifiedOn()), seen.fingerprint(), seen.status() });
        }
        database.batch("""
                insert into seen_record (tenant, flow, stream, record_id, modified_on, fingerprint, status)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant, flow, stream, record_id) do update set
                modified_on = excluded.modified_on, fingerprint = excluded.fingerprint, status = excluded.status
                """, rows.values());
    }

    @Override
    public void forget(StreamKey key, Collection<String> recordIds) {
        database.update("delete from seen_record where tenant = ? and flow = ? and stream = ? and record_id " + members(),
                key.tenant(), key.flow(), key.stream(), StateDatabase.jsonArray(recordIds));
    }

    @Override
    public int forgetModifiedBefore(StreamKey key, Instant instant) {
        return database.update(
                "delete from seen_record where tenant = ? and flow = ? and stream = ? and modified_on < ?", key.tenant(),
                key.flow(), key.stream(), TimeText.of(instant));
    }

    private String members() {
        return database.dialect().membersOfJsonArray();
    }
}
