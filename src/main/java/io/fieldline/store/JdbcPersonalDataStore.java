package io.fieldline.store;

import java.util.List;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.Erased;
import io.fieldline.sync.PersonalDataStore;
import io.fieldline.sync.RecordNames;

/**
 * Payloads go, and links to other systems. Of what was handed on only the customer's own entry goes: the others hold ids,
 * times and hashes, and without them the customer's jobs would count as never seen, be loaded again and told again.
 */
final class JdbcPersonalDataStore implements PersonalDataStore {

    private static final String CUSTOMERS = "crm/customers";

    private final StateDatabase database;

    JdbcPersonalDataStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void follow(String tenant, CustomerTrail trail) {
        int before;
        do {
            before = trail.size();
            StoredPayloads.deadLetters(database).of(tenant, trail);
            StoredPayloads.webhooks(database).of(tenant, trail);
        } while (trail.size() > before);
    }

    @Override
    public List<Erased> eraseCustomer(String tenant, CustomerTrail trail) {
        List<Erased> erased = database.unitOfWork().execute(() -> {
            follow(tenant, trail);
            return List.of(new Erased("dead_letter", erase(StoredPayloads.deadLetters(database), tenant, trail)),
                    new Erased("webhook_event", erase(StoredPayloads.webhooks(database), tenant, trail)),
                    new Erased("record_link", eraseLinks(tenant, trail)), new Erased("seen_record", eraseSeen(tenant, trail)));
        });
        database.emptyLog();
        return erased;
    }

    private static int erase(StoredPayloads payloads, String tenant, CustomerTrail trail) {
        return payloads.delete(tenant, payloads.of(tenant, trail));
    }

    private int eraseLinks(String tenant, CustomerTrail trail) {
        return RecordNames.kinds().stream()
                .mapToInt(kind -> database.update(
                        "delete from record_link where tenant = ? and type = ? and source_id "
                                + database.dialect().membersOfJsonArray(),
                        tenant, kind, StateDatabase.jsonArray(trail.ids(kind))))
                .sum();
    }

    private int eraseSeen(String tenant, CustomerTrail trail) {
        return database.update(
                "delete from seen_record where tenant = ? and stream = ? and record_id "
                        + database.dialect().membersOfJsonArray(),
                tenant, CUSTOMERS, StateDatabase.jsonArray(trail.ids(RecordNames.CUSTOMER)));
    }
}
