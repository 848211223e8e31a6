package io.fieldline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;

final class JdbcMatchIndex implements MatchIndex {

    private record Row(String recordId, MatchKey key) {}

    private final StateDatabase database;

    JdbcMatchIndex(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords) {
        List<Object[]> records = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        keysOfRecords.forEach((id, keys) -> {
            records.add(new Object[]{tenant, system, id });
            keys.forEach(key -> rows.add(new Object[]{tenant, system, id, key.kind().name(), key.value() }));
        });
        database.unitOfWork().execute(() -> {
            database.batch("delete from match_key where tenant = ? and system = ? and record_id = ?", records);
            database.batch("insert into match_key (tenant, system, record_id, kind, value) values (?, ?, ?, ?, ?)", rows);
            return null;
        });
    }

    @Override
    public Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Set<MatchKey> wanted = new HashSet<>(keys);
        Map<MatchKey, Set<String>> found = new HashMap<>();
        database.query("select record_id, kind, value from match_key where tenant = ? and system = ? and value "
                + database.dialect().membersOfJsonArray(),
                row -> new Row(row.getString(1), new MatchKey(MatchKey.Kind.valueOf(row.getString(2)), row.getString(3))),
                tenant, system, StateDatabase.jsonArray(wanted.stream().map(MatchKey::value).distinct().toList())).stream()
                .filter(row -> wanted.contains(row.key()))
                .forEach(row -> found.computeIfAbsent(row.key(), key -> new TreeSet<>()).add(row.recordId()));
        return found;
    }
}
