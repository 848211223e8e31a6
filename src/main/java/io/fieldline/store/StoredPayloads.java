package io.fieldline.store;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.CustomerTrail.Relation;
import io.fieldline.sync.RecordNames;

/** One table of payloads, looked through for what belongs to a customer. Read in pages: there may be a month of them. */
final class StoredPayloads {

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateDatabase database;
    private final String table;
    private final String idColumn;
    private final String columns;

    private StoredPayloads(StateDatabase database, String table, String idColumn, String columns) {
        this.database = database;
        this.table = table;
        this.idColumn = idColumn;
        this.columns = columns;
    }

    static StoredPayloads deadLetters(StateDatabase database) {
        return new StoredPayloads(database, "dead_letter", "id", "id, stream, record_id, payload");
    }

    static StoredPayloads webhooks(StateDatabase database) {
        return new StoredPayloads(database, "webhook_event", "user_assigned_id",
                "user_assigned_id, type, null as record_id, payload");
    }

    /** The ids of the rows that belong to the customer; the trail grows by what they tell. */
    List<String> of(String tenant, CustomerTrail trail) {
        List<String> found = new ArrayList<>();
        String after = "";
        List<Row> page;
        do {
            page = database.query(
                    "select " + columns + " from " + table + " where tenant = ? and " + idColumn + " > ? order by " + idColumn
                            + " limit " + PAGE,
                    row -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)), tenant, after);
            page.stream().filter(row -> belongs(row, trail)).forEach(row -> found.add(row.id()));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        return found;
    }

    int delete(String tenant, List<String> ids) {
        return database.update("delete from " + table + " where tenant = ? and " + idColumn + " "
                + database.dialect().membersOfJsonArray(), tenant, StateDatabase.jsonArray(ids));
    }

    /** Text that is not JSON and holds the number counts: better one dead letter too few than a person kept. */
    private static boolean belongs(Row row, CustomerTrail trail) {
        String kind = RecordNames.kindsOfStreams().get(row.type());
        try {
            JsonNode payload = JSON.readTree(row.payload());
            String id = row.recordId() == null ? payload.path("id").asText(null) : row.recordId();
            return trail.follow(kind, kind == null ? null : id, payload) == Relation.OWN;
        } catch (JsonProcessingException notJson) {
            return row.payload().contains(Long.toString(trail.customerId()))
                    || RecordNames.CUSTOMER.equals(kind) && trail.ids(kind).contains(row.recordId());
        }
    }

    private record Row(String id, String type, String recordId, String payload) {}
}
