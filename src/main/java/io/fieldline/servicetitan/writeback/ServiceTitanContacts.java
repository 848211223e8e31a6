package io.fieldline.servicetitan.writeback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.MatchType;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.writeback.ContactDesk;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;

/** Contacts and tags of customers in ServiceTitan. */
public final class ServiceTitanContacts implements ContactDesk {

    private static final Set<MatchType> SAME = Set.of(MatchType.EXACT_MATCH, MatchType.NSN_MATCH);
    private static final Set<String> PHONES = Set.of("MobilePhone", "Phone");
    private static final String CUSTOMERS = "customers";
    private static final String CUSTOMER_CONTACTS = "customers/contacts";
    private static final String LOCATION_CONTACTS = "locations/contacts";

    private final Calls calls;
    private final List<String> preferences;

    public ServiceTitanContacts(ServiceTitanClient client, Catalog catalog) {
        this.calls = new Calls(client, catalog);
        this.preferences = catalog.schema("crm", "ContactPreferencesRequest").fields().stream().map(Field::name).toList();
    }

    @Override
    public List<String> preferenceNames() {
        return preferences;
    }

    @Override
    public List<ContactRow> contacts(Tenant tenant, String address, Collection<Long> customers) {
        Set<Long> asked = new TreeSet<>(customers);
        if (!address.contains("@")) {
            // What the filter compares is not documented; the contacts tell.
            calls.rows(tenant, crm(CUSTOMERS, "list"), Map.of(), phone(address)).forEach(row -> asked.add(id(row, "id")));
        }
        List<ContactRow> found = new ArrayList<>();
        calls.byIds(tenant, crm(CUSTOMER_CONTACTS, "list"), "customerIds", asked).stream()
                .filter(row -> asked.contains(row.get("customerId")) && has(row, address))
                .forEach(row -> found.add(row(row, id(row, "customerId"), OptionalLong.empty())));
        Map<Long, Long> locations = locations(tenant, asked);
        calls.byIds(tenant, crm(LOCATION_CONTACTS, "list"), "locationIds", locations.keySet()).stream()
                .filter(row -> locations.containsKey(row.get("locationId")) && has(row, address))
                .forEach(row -> found.add(row(row, locations.get(row.get("locationId")),
                        OptionalLong.of(id(row, "locationId")))));
        return found;
    }

    private static List<QueryValue> phone(String e164) {
        return List.of(new QueryValue("active", "Any"), new QueryValue("phone", e164.replaceFirst("^\\+1?", "")));
    }

    /** Location to customer. */
    private Map<Long, Long> locations(Tenant tenant, Collection<Long> customers) {
        Map<Long, Long> locations = new LinkedHashMap<>();
        Operation list = crm("locations", "list");
        for (long customer : customers) {
            List<QueryValue> query = new ArrayList<>(Calls.inactive(list));
            query.add(new QueryValue("customerId", Long.toString(customer)));
            calls.rows(tenant, list, Map.of(), query).stream()
                    .filter(row -> Long.valueOf(customer).equals(row.get("customerId")))
                    .forEach(row -> locations.put(id(row, "id"), customer));
        }
        return locations;
    }

    /** Numbers are written in many ways, often without a country code. */
    private static boolean has(Map<String, Object> row, String address) {
        String value = String.valueOf(row.get("value")).strip();
        return address.contains("@")
                ? "Email".equals(row.get("type")) && value.equalsIgnoreCase(address)
                : PHONES.contains(String.valueOf(row.get("type")))
                        && SAME.contains(PhoneNumberUtil.getInstance().isNumberMatch(address, value));
    }

    private static ContactRow row(Map<String, Object> row, long customer, OptionalLong location) {
        Map<String, Boolean> known = row.get("preferences") instanceof Map<?, ?> map
                ? map.entrySet().stream().filter(entry -> entry.getValue() instanceof Boolean)
                        .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), entry -> (Boolean) entry.getValue()))
                : Map.of();
        return new ContactRow(customer, location, id(row, "id"), known);
    }

    @Override
    public void prefer(Tenant tenant, ContactRow contact, Map<String, Boolean> all) {
        boolean atLocation = contact.locationId().isPresent();
        String owner = Long.toString(atLocation ? contact.locationId().getAsLong() : contact.customerId());
        calls.send(tenant, crm(atLocation ? LOCATION_CONTACTS : CUSTOMER_CONTACTS, "update"),
                Map.of("id", owner, "contactId", Long.toString(contact.id())),
                Map.of("preferences", new LinkedHashMap<>(all)));
    }

    @Override
    public Set<Long> tagged(Tenant tenant, Collection<Long> customers, String tag) {
        Long type = tagType(tenant, tag);
        return calls.byIds(tenant, crm(CUSTOMERS, "list"), "ids", customers).stream()
                .filter(row -> customers.contains(row.get("id")) && row.get("tagTypeIds") instanceof List<?> ids
                        && ids.contains(type))
                .map(row -> id(row, "id")).collect(Collectors.toSet());
    }

    @Override
    public void tag(Tenant tenant, long customer, String tag, boolean bears) {
        calls.send(tenant, crm("customers/tags", bears ? "create" : "delete"),
                Map.of("id", Long.toString(customer), "tagTypeId", tagType(tenant, tag).toString()), null);
    }

    private Long tagType(Tenant tenant, String tag) {
        Operation list = calls.operation("settings", "tag-types", "list");
        return calls.rows(tenant, list, Map.of(), List.of()).stream()
                .filter(row -> tag.equalsIgnoreCase(String.valueOf(row.get("name")))).map(row -> id(row, "id")).findFirst()
                .orElseThrow(() -> new MisconfiguredException("Tenant " + tenant.name() + ": ServiceTitan has no tag '" + tag
                        + "', which optOutTag of a connection names; make it there, or name another"));
    }

    private Operation crm(String collection, String name) {
        return calls.operation("crm", collection, name);
    }

    private static long id(Map<String, Object> row, String field) {
        return ((Number) row.get(field)).longValue();
    }
}
