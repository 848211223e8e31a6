package io.fieldline.destination.hubspot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.tenant.Connection;

/**
 * A HubSpot account as the CRM of a customer sync. A record is a contact, or a company with its contact; fields are named
 * <code>contact.email</code>, <code>company.name</code>, <code>note.hs_note_body</code>. The customer's id is in a property
 * with unique values, and it alone decides which record is whose.
 *
 * <p>
 * HubSpot lets one contact have an e-mail. A write that would take another customer's is {@link WriteOutcome.Refused} for
 * <code>contact.email</code> and goes through without that field; one that meets a contact of no customer is a
 * {@link WriteOutcome.Duplicate} with that contact. HubSpot has no inactive records: the state is kept in a property of
 * its own, <code>st_customer_status</code> unless the connection names another; a record that is deleted here is archived.
 *
 * <p>
 * A version is the time of the last change in milliseconds, of company and contact where there are two. HubSpot moves it
 * for doings of its own too, such as a new note, so a write may be stale though no field changed. HubSpot has no conditional
 * write: a change is checked right before it is written, and what slipped in even so is found in HubSpot's history and
 * put back. Such a write is stale too, though its other fields were set.
 *
 * <p>
 * An activity whose record is gone leaves a note that is linked to nothing.
 */
public final class HubSpot implements Crm {

    /** HubSpot's index is mostly seconds behind; the rest is for clocks that differ. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final Duration DELETED_EVERY = Duration.ofMinutes(5);

    private final HubSpotAccount account;
    private final HubSpotClient client;
    private final PropertyCatalogue catalogue;
    private final RecordReader records;
    private final RecordWriter writer;
    private final ChangeReader changes;
    private final NoteWriter notes;

    HubSpot(HubSpotAccount account, Set<String> fields, InstantSource time, Duration lookBack, Duration deletedEvery) {
        this.account = account;
        this.client = new HubSpotClient(account, time);
        this.catalogue = new PropertyCatalogue(client, account, fields);
        ObjectReader objects = new ObjectReader(client);
        ObjectWriter objectWriter = new ObjectWriter(client, objects, catalogue);
        this.records = new RecordReader(account, catalogue, objects);
        this.writer = new RecordWriter(account, catalogue, client, objects, records, objectWriter);
        this.changes = new ChangeReader(account, catalogue, objects, records, new ChangedIds(client), time, lookBack,
                deletedEvery);
        this.notes = new NoteWriter(account, objectWriter, new Linker(client));
    }

    /**
     * @param connection one of type {@link HubSpotConnectionType}
     * @param fields the fields to read, such as <code>contact.email</code>; empty for all that the account shows
     * @param time no more than a few minutes off HubSpot's
     */
    public static HubSpot of(Connection connection, Set<String> fields, InstantSource time) {
        return new HubSpot(HubSpotAccount.of(connection), fields, time, LOOK_BACK, DELETED_EVERY);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : records.read(ids);
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        return writer.write(writes);
    }

    @Override
    public WriteOutcome merge(String winner, String loser) {
        return writer.merge(winner, loser);
    }

    @Override
    public Map<String, SideField> describe() {
        catalogue.forget();
        client.learnZone();
        Map<String, SideField> fields = new LinkedHashMap<>();
        for (CrmObject object : objects()) {
            catalogue.all(object).stream().filter(property -> !property.hidden()).map(property -> property.field(object))
                    .forEach(field -> fields.put(field.name(), field));
        }
        return fields;
    }

    private List<CrmObject> objects() {
        List<CrmObject> objects = new ArrayList<>(List.of(CrmObject.CONTACT, CrmObject.NOTE));
        if (account.hasCompanies()) {
            objects.add(0, CrmObject.COMPANY);
        }
        return objects;
    }

    @Override
    public Changes changes(String after) {
        return changes.changes(after, false);
    }

    @Override
    public Changes changesOfStrangers(String after) {
        return changes.changes(after, true);
    }

    @Override
    public List<WriteOutcome> writeActivities(List<Activity> activities) {
        return notes.write(activities);
    }

    @Override
    public List<String> missing(boolean fix) {
        return new Preparation(account, client, catalogue).missing(fix);
    }
}
