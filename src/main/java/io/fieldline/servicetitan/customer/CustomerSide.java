package io.fieldline.servicetitan.customer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.pair.Side;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * ServiceTitan's side of a tenant's customers. A record's fields are the customer as the API gives it, with
 * <code>contacts</code> (rows by rising id), the names of its <code>tags</code> and its <code>customFields</code>.
 *
 * <p>
 * A write names fields by path:
 *
 * <pre>
 * name, type, doNotMail, doNotService, active, …          what UpdateCustomerRequest documents
 * address.street, unit, city, state, zip, country
 * contacts[type=Email].value, .memo, .preferences.marketingUpdatesEnabled
 * customFields[name=Referred by].value, customFields[typeId=71].value
 * tags                                                    a list of names, all of them
 * </pre>
 *
 * <p>
 * A customer that is created bears the other side's id as external data from its first moment. Its outcome can be that it
 * was created and is not as asked: a caller that has sent one looks with {@link #findCreated} before it sends it again.
 */
public final class CustomerSide implements Side {

    /** Waits between two readings. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration pause) throws InterruptedException;
    }

    private final String tenant;
    private final CustomerSettings settings;
    private final CustomerApi api;
    private final CustomerRecords records;
    private final Reading reading;
    private final Changing changing;
    private final Creating creating;

    /**
     * @param tenant its name, for messages
     * @param clock for how old the names of tags and custom fields are
     */
    public CustomerSide(String tenant, ServiceTitanAccount account, CustomerSettings settings, ServiceTitanClient client,
            Catalog catalog, InstantSource clock, Pause pause) {
        this.tenant = tenant;
        this.settings = settings;
        api = new CustomerApi(client, account, catalog);
        NamedTypes tags = new NamedTypes(api::tagTypes, clock);
        records = new CustomerRecords(tags, settings.externalKey());
        reading = new Reading(api, records, pause);
        TaggedFields tagged = new TaggedFields(tags, new NamedTypes(api::customFieldTypes, clock));
        ContactFields contacts = new ContactFields(catalog);
        changing = new Changing(api, new OwnFields(catalog, "UpdateCustomerRequest", settings.country()), tagged, contacts,
                settings);
        creating = new Creating(api, new OwnFields(catalog, "CreateCustomerRequest", settings.country()), tagged, contacts,
                settings);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return List.copyOf(reading.read(Reading.ids(ids)).values());
    }

    /**
     * Records of customer rows that are in hand already, such as a page of a list or feed. Costs no request but for names
     * that are not known. A feed's rows bear no external data, so that their records have no otherId; and of customers that
     * were merged into one that was itself merged, the next is named where the last is not among the rows.
     */
    public List<SideRecord> records(List<Map<String, Object>> customers, Contacts contacts) {
        MergeChains merges = new MergeChains(customers);
        Map<Long, List<Map<String, Object>>> byCustomer = contacts
                .of(customers.stream().map(row -> (Long) row.get("id")).toList());
        return customers.stream().map(row -> records.of(row, byCustomer.getOrDefault(row.get("id"), List.of()), merges))
                .toList();
    }

    /** The first customers of the list, inactive ones among them, with their contacts as the API has them. */
    public List<SideRecord> first(int most) {
        return records(api.firstCustomers(most), contacts());
    }

    /** Contacts as the API has them, fifty customers a request. */
    public Contacts contacts() {
        return new AskedContacts(api);
    }

    /**
     * {@inheritDoc}
     *
     * @throws MisconfiguredException when one of them creates and the tenant has no application GUID; nothing was sent then
     */
    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        if (writes.stream().anyMatch(SideWrite::creates)) {
            applicationGuid();
        }
        return new Writing(reading, this::send, writes).run();
    }

    private Step send(SideWrite write, SideRecord current) {
        if (!write.creates()) {
            return changing.send(write, current);
        }
        Step step = creating.send(write, applicationGuid());
        return step instanceof Step.Sent created ? withPreferences(write, created) : step;
    }

    /** A new customer's contacts take no preferences, so that a wish not to be written to follows at once. */
    private Step withPreferences(SideWrite write, Step.Sent created) {
        Map<String, Object> wishes = ContactFields.preferences(write.fields());
        if (wishes.isEmpty()) {
            return created;
        }
        try {
            SideRecord record = reading.patiently(List.of(Long.valueOf(created.id()))).get(created.id());
            Step step = record == null
                    ? new Step.Ended(new WriteOutcome.Later("it cannot be read yet"))
                    : changing.send(new SideWrite(created.id(), write.otherId(), wishes, null, null), record);
            return created.then(step);
        } catch (RetryLaterException | TenantUnavailableException e) {
            return created.then(new Step.Ended(new WriteOutcome.Later(e.getMessage())));
        }
    }

    /**
     * The customer that was created for a record of the other side, merges followed. A new customer can take some seconds to
     * show, so that it is absent only when it is still absent after two pauses.
     */
    public Optional<String> findCreated(String otherId) {
        return Optional.ofNullable(findCreated(List.of(otherId)).get(otherId));
    }

    /** As {@link #findCreated(String)} for many; ids of customers by the other side's ids, absent ones left out. */
    public Map<String, String> findCreated(Collection<String> otherIds) {
        applicationGuid();
        return reading.bearing(settings.externalKey(), new LinkedHashSet<>(otherIds));
    }

    private String applicationGuid() {
        return api.applicationGuid().orElseThrow(() -> new MisconfiguredException("Tenant " + tenant
                + ": servicetitan.applicationGuid must be given to create customers in ServiceTitan; each bears the other"
                + " system's id under it, so that none is created twice"));
    }
}
