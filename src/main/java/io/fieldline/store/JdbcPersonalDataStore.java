package io.fieldline.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.Erased;
import io.fieldline.sync.PersonalDataStore;
import io.fieldline.sync.RecordNames;
import io.fieldline.sync.pair.MatchIndex;

/**
 * Payloads go, links to other systems, and messages; that a number or an address must not be messaged stays, because it may
 * come again. A contact in a workflow of a CRM is kept by its id there until it was let go. Of what was handed on only the customer's own entry goes: the others hold ids,
 * times and hashes, and without them the customer's jobs would count as never seen, be loaded again and told again.
 */
final class JdbcPersonalDataStore implements PersonalDataStore {

    private static final String CUSTOMERS = "crm/customers";

    private final StateDatabase database;

    private final InstantSource clock;

    JdbcPersonalDataStore(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
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
            JdbcEnrollmentStore enrollments = new JdbcEnrollmentStore(database);
            trail.ids(RecordNames.CUSTOMER).forEach(id -> enrollments.forget(tenant, Long.parseLong(id), clock.instant()));
            CustomerRecipients recipients = CustomerRecipients.of(database, tenant, trail);
            return List.of(
                    new Erased("dead_letter",
                            erase(StoredPayloads.deadLetters(database), tenant, trail) + eraseRecordsOfCrms(tenant, trail)),
                    new Erased("webhook_event", erase(StoredPayloads.webhooks(database), tenant, trail)),
                    new Erased("match_key", eraseMatchKeys(tenant, trail)),
                    new Erased("conflict", eraseOf("conflict", tenant, trail)),
                    new Erased("pair_link", eraseOf("pair_link", tenant, trail)),
                    new Erased("contact_copy", eraseContacts(tenant, trail)),
                    new Erased("seen_record", eraseSeen(tenant, trail)),
                    new Erased("outbox_message", eraseOfCustomers("outbox_message", tenant, trail)),
                    new Erased("written_consent",
                            eraseOfCustomers("written_consent", tenant, trail) + eraseConsents(tenant, recipients)),
                    new Erased("sequence_process", eraseOfCustomers("sequence_process", tenant, trail)),
                    new Erased("line_type", eraseOfCustomers("line_type", tenant, trail) + eraseLines(tenant, recipients)),
                    new Erased("agent_plan", AgentTraces.erasePlans(database, tenant, trail)),
                    new Erased("agent_undo", AgentTraces.eraseUndos(database, tenant, trail)));
        });
        database.emptyLog();
        return erased;
    }

    @Override
    public List<String> keeps(String tenant, CustomerTrail trail) {
        CustomerRecipients recipients = CustomerRecipients.of(database, tenant, trail);
        List<String> keeps = new ArrayList<>();
        long blocked = database.query("select distinct address from blocked_recipient where tenant = ?",
                row -> row.getString(1), tenant).stream().filter(recipients::has).count();
        if (blocked > 0) {
            keeps.add("that " + blocked + " of the customer's numbers and addresses must not be messaged, because of an opt-out"
                    + " or because nothing reaches it, so that it is not messaged when it comes again with another record");
        }
        long consents = consentsOfNobody(tenant).stream().filter(address -> !recipients.has(address)).count();
        if (consents > 0) {
            keeps.add(consents + " written consents that were recorded without a customer, of numbers that are not known to be"
                    + " this one's; one that is can be recorded anew with --customer before the customer is forgotten again");
        }
        return keeps;
    }

    private List<String> consentsOfNobody(String tenant) {
        return database.query("select address from written_consent where tenant = ? and customer_id = 0",
                row -> row.getString(1), tenant);
    }

    /** Those that were recorded without a customer. */
    private int eraseConsents(String tenant, CustomerRecipients recipients) {
        return consentsOfNobody(tenant).stream().filter(recipients::has).mapToInt(address -> database
                .update("delete from written_consent where tenant = ? and customer_id = 0 and address = ?", tenant, address))
                .sum();
    }

    /** Those that were asked for another customer with the same number. */
    private int eraseLines(String tenant, CustomerRecipients recipients) {
        return database.query("select number from line_type where tenant = ?", row -> row.getString(1), tenant).stream()
                .filter(recipients::has)
                .mapToInt(number -> database.update("delete from line_type where tenant = ? and number = ?", tenant, number))
                .sum();
    }

    private static int erase(StoredPayloads payloads, String tenant, CustomerTrail trail) {
        return payloads.delete(tenant, payloads.of(tenant, trail));
    }

    /** Records of a CRM that were parked: those linked to the customer, and those that bear its id. Their stream is the connection. */
    private int eraseRecordsOfCrms(String tenant, CustomerTrail trail) {
        int linked = database.update("delete from dead_letter where tenant = ? and exists (select 1 from pair_link "
                + "where pair_link.tenant = dead_letter.tenant and pair_link.type = ? and pair_link.system = dead_letter.stream "
                + "and pair_link.crm_id = dead_letter.record_id and pair_link.service_titan_id "
                + database.dialect().membersOfJsonArray() + ")", tenant, RecordNames.CUSTOMER,
                StateDatabase.jsonArray(trail.ids(RecordNames.CUSTOMER)));
        return linked + trail.ids(RecordNames.CUSTOMER).stream().mapToInt(customer -> database.update(
                "delete from dead_letter where tenant = ? and stream not like '%/%' and payload like ?", tenant,
                "%\"otherId\":\"" + customer + "\"%")).sum();
    }

    private int eraseOf(String table, String tenant, CustomerTrail trail) {
        return RecordNames.kinds().stream()
                .mapToInt(kind -> database.update(
                        "delete from " + table + " where tenant = ? and type = ? and service_titan_id "
                                + database.dialect().membersOfJsonArray(),
                        tenant, kind, StateDatabase.jsonArray(trail.ids(kind))))
                .sum();
    }

    /** The customer's own keys, and those of the CRM records that it is linked to. */
    private int eraseMatchKeys(String tenant, CustomerTrail trail) {
        String members = database.dialect().membersOfJsonArray();
        String customers = StateDatabase.jsonArray(trail.ids(RecordNames.CUSTOMER));
        int linked = database.update("delete from match_key where tenant = ? and exists (select 1 from pair_link "
                + "where pair_link.tenant = match_key.tenant and pair_link.type = ? and pair_link.system = match_key.system "
                + "and pair_link.crm_id = match_key.record_id and pair_link.service_titan_id " + members + ")", tenant,
                RecordNames.CUSTOMER, customers);
        return linked
                + database.update("delete from match_key where tenant = ? and system = ? and record_id " + members, tenant,
                        MatchIndex.SERVICETITAN, customers);
    }

    private int eraseContacts(String tenant, CustomerTrail trail) {
        return database.update("delete from contact_copy where tenant = ? and customer_id "
                + database.dialect().membersOfJsonArray(), tenant, StateDatabase.jsonArray(trail.ids(RecordNames.CUSTOMER)));
    }

    private int eraseSeen(String tenant, CustomerTrail trail) {
        return database.update(
                "delete from seen_record where tenant = ? and stream = ? and record_id "
                        + database.dialect().membersOfJsonArray(),
                tenant, CUSTOMERS, StateDatabase.jsonArray(trail.ids(RecordNames.CUSTOMER)));
    }

    private int eraseOfCustomers(String table, String tenant, CustomerTrail trail) {
        return trail.ids(RecordNames.CUSTOMER).stream()
                .mapToInt(id -> database.update("delete from " + table + " where tenant = ? and customer_id = ?", tenant,
                        Long.parseLong(id)))
                .sum();
    }
}
