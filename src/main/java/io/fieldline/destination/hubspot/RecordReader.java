package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

/**
 * Reads customers' records. A company's contact is the one that bears the same customer's id; while the company bears
 * none, it is the oldest contact linked to it that bears none either.
 */
final class RecordReader {

    private final HubSpotAccount account;
    private final PropertyCatalogue catalogue;
    private final ObjectReader objects;

    RecordReader(HubSpotAccount account, PropertyCatalogue catalogue, ObjectReader objects) {
        this.account = account;
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /** Records by their ids, whatever became of them. */
    List<SideRecord> read(Collection<String> ids) {
        Set<String> wanted = new LinkedHashSet<>(ids);
        List<CustomerRecord> found = current(wanted, catalogue::read);
        Map<String, SideRecord> records = new LinkedHashMap<>();
        found.forEach(record -> {
            if (wanted.contains(record.id())) {
                records.put(record.id(), record.side(account, catalogue));
            }
            merged(record).forEach(gone -> {
                if (wanted.contains(gone.id())) {
                    records.put(gone.id(), gone);
                }
            });
        });
        wanted.removeAll(records.keySet());
        if (!wanted.isEmpty()) {
            objects.archived(account.object(), wanted, catalogue.read(account.object()))
                    .forEach(one -> records.put(one.id(), deleted(one)));
            wanted.removeAll(records.keySet());
        }
        // HubSpot answers a merged contact's id with what it became, but only when asked for it alone.
        wanted.forEach(id -> objects.one(account.object(), id, catalogue.vital(account.object()))
                .ifPresent(one -> records.put(id, gone(id, one))));
        return List.copyOf(records.values());
    }

    /** The records of objects that were merged into this one: gone, and into what. */
    List<SideRecord> merged(CustomerRecord record) {
        return record.main().mergedIds().stream().map(id -> gone(id, record.main())).toList();
    }

    SideRecord side(CustomerRecord record) {
        return record.side(account, catalogue);
    }

    SideRecord deleted(HubSpotObject object) {
        return new CustomerRecord(account.object(), object, null).side(account, catalogue);
    }

    private static SideRecord gone(String id, HubSpotObject into) {
        return new SideRecord(id, Map.of(), null, into.modifiedOn(), Map.of(), null, State.DELETED, into.id());
    }

    /**
     * Records in use.
     *
     * @param properties which ones to read of an object
     */
    List<CustomerRecord> current(Collection<String> ids, Function<CrmObject, Set<String>> properties) {
        return complete(objects.byIds(account.object(), ids, properties.apply(account.object())), properties);
    }

    /** Records of which the contacts or companies were read. */
    List<CustomerRecord> complete(List<HubSpotObject> mains, Function<CrmObject, Set<String>> properties) {
        if (!account.hasCompanies()) {
            return mains.stream().map(main -> new CustomerRecord(CrmObject.CONTACT, main, null)).toList();
        }
        Map<String, HubSpotObject> people = people(mains, properties.apply(CrmObject.CONTACT));
        return mains.stream().map(main -> new CustomerRecord(CrmObject.COMPANY, main, people.get(main.id()))).toList();
    }

    private Map<String, HubSpotObject> people(List<HubSpotObject> companies, Set<String> properties) {
        Map<String, HubSpotObject> people = new HashMap<>();
        Set<String> customers = companies.stream().map(this::customer).filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        if (!customers.isEmpty()) {
            Map<String, HubSpotObject> known = objects.byProperty(CrmObject.CONTACT, account.uniqueProperty(), customers,
                    properties);
            companies.forEach(company -> Optional.ofNullable(known.get(customer(company)))
                    .ifPresent(person -> people.put(company.id(), person)));
        }
        Set<String> alone = companies.stream().map(HubSpotObject::id).filter(id -> !people.containsKey(id))
                .collect(Collectors.toSet());
        if (!alone.isEmpty()) {
            people.putAll(linked(alone, properties));
        }
        return people;
    }

    private Map<String, HubSpotObject> linked(Set<String> companies, Set<String> properties) {
        Map<String, List<String>> links = objects.associated(CrmObject.COMPANY, CrmObject.CONTACT, companies);
        Set<String> ids = links.values().stream().flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
        Map<String, HubSpotObject> contacts = new HashMap<>();
        objects.byIds(CrmObject.CONTACT, ids, properties).forEach(contact -> contacts.put(contact.id(), contact));
        Map<String, HubSpotObject> people = new HashMap<>();
        links.forEach((company, others) -> others.stream().map(contacts::get).filter(Objects::nonNull)
                .filter(contact -> customer(contact).isEmpty()).min(Comparator.comparing(one -> Long.parseLong(one.id())))
                .ifPresent(person -> people.put(company, person)));
        return people;
    }

    /** The companies whose contacts these are. */
    Set<String> companiesOf(Collection<String> contactIds) {
        List<HubSpotObject> contacts = objects.byIds(CrmObject.CONTACT, contactIds, catalogue.vital(CrmObject.CONTACT));
        Set<String> customers = contacts.stream().map(this::customer).filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        Set<String> companies = new LinkedHashSet<>();
        objects.byProperty(CrmObject.COMPANY, account.uniqueProperty(), customers, List.of()).values()
                .forEach(company -> companies.add(company.id()));
        List<String> unknown = new ArrayList<>(contacts.stream().filter(one -> customer(one).isEmpty())
                .map(HubSpotObject::id).toList());
        objects.associated(CrmObject.CONTACT, CrmObject.COMPANY, unknown).values().forEach(companies::addAll);
        return companies;
    }

    private String customer(HubSpotObject object) {
        return object.value(account.uniqueProperty());
    }
}
