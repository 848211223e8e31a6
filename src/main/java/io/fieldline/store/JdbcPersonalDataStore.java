package io.fieldline.store;

import java.util.List;
import java.util.stream.Stream;

import io.fieldline.sync.Erased;
import io.fieldline.sync.PersonalDataStore;

/** Candidates are found by the number in the text; what decides is {@link CustomerMention}, which reads the JSON. */
final class JdbcPersonalDataStore implements PersonalDataStore {

    private static final String CUSTOMERS = "crm/customers";

    private final StateDatabase database;

    JdbcPersonalDataStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public List<Erased> eraseCustomer(String tenant, long customerId) {
        List<Erased> erased = database.unitOfWork()
                .execute(() -> List.of(new Erased("dead_letter", eraseDeadLetters(tenant, customerId)),
                        new Erased("webhook_event", eraseWebhooks(tenant, customerId)),
                        new Erased("record_link", eraseLinks(tenant, customerId)),
                        new Erased("seen_record", eraseSeen(tenant, customerId))));
        database.emptyLog();
        return erased;
    }

    private int eraseDeadLetters(String tenant, long customerId) {
        CustomerMention mention = new CustomerMention(customerId);
        List<Payload> candidates = database.query(
                "select id, stream, record_id, payload from dead_letter where tenant = ? and (payload like ? or record_id = ?)",
                row -> new Payload(row.getString(1), row.getString(2), row.getString(3), row.getString(4)), tenant,
                "%" + customerId + "%", Long.toString(customerId));
        return delete("dead_letter", "id", tenant, candidates.stream().filter(letter -> mention.in(letter.payload(),
                isCustomers(letter.type())) || isCustomers(letter.type()) && mention.isId(letter.recordId())));
    }

    private int eraseWebhooks(String tenant, long customerId) {
        CustomerMention mention = new CustomerMention(customerId);
        List<Payload> candidates = database.query(
                "select user_assigned_id, type, payload from webhook_event where tenant = ? and payload like ?",
                row -> new Payload(row.getString(1), row.getString(2), null, row.getString(3)), tenant, "%" + customerId + "%");
        return delete("webhook_event", "user_assigned_id", tenant, candidates.stream()
                .filter(event -> mention.in(event.payload(), event.type().startsWith("tn.crm.customer"))));
    }

    private int eraseLinks(String tenant, long customerId) {
        return database.update("delete from record_link where tenant = ? and type = 'customer' and source_id = ?", tenant,
                Long.toString(customerId));
    }

    private int eraseSeen(String tenant, long customerId) {
        return database.update("delete from seen_record where tenant = ? and stream = ? and record_id = ?", tenant, CUSTOMERS,
                Long.toString(customerId));
    }

    private int delete(String table, String idColumn, String tenant, Stream<Payload> rows) {
        return database.update(
                "delete from " + table + " where tenant = ? and " + idColumn + " in "
                        + database.dialect().membersOfJsonArray(),
                tenant, StateDatabase.jsonArray(rows.map(Payload::id).toList()));
    }

    private static boolean isCustomers(String stream) {
        return stream.equals(CUSTOMERS);
    }

    private record Payload(String id, String type, String recordId, String payload) {}
}
