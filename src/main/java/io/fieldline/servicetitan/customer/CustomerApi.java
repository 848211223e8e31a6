package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.http.Submission;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.tenant.ServiceTitanAccount;

/** The requests about customers, their contacts, tag types and custom fields, in batches as large as they are documented to be. */
final class CustomerApi {

    private static final String CUSTOMERS = "customers";
    private static final String CONTACTS = "customers/contacts";

    private final ServiceTitanClient client;
    private final ServiceTitanAccount account;
    private final Catalog catalog;
    private final Lists lists;

    CustomerApi(ServiceTitanClient client, ServiceTitanAccount account, Catalog catalog) {
        this.client = client;
        this.account = account;
        this.catalog = catalog;
        this.lists = new Lists(client, account);
    }

    Optional<String> applicationGuid() {
        return account.applicationGuid();
    }

    /**
     * Customers, inactive ones too. The documents say of the application's GUID both that it adds external data and that it
     * selects customers with some; who does not come with it is asked for without it.
     */
    List<Map<String, Object>> firstCustomers(int most) {
        Operation list = operation(CUSTOMERS, "list");
        return lists.first(list, Lists.join(Lists.inactive(list), application()), most);
    }

    List<Map<String, Object>> customers(Collection<Long> ids) {
        List<Map<String, Object>> rows = new ArrayList<>(lookUp(ids, application()));
        if (account.applicationGuid().isPresent()) {
            Set<Long> missing = new LinkedHashSet<>(ids);
            rows.forEach(row -> missing.remove((Long) row.get("id")));
            rows.addAll(lookUp(missing, List.of()));
        }
        return rows;
    }

    private List<Map<String, Object>> lookUp(Collection<Long> ids, List<QueryValue> more) {
        Operation list = operation(CUSTOMERS, "list");
        Set<Long> asked = new HashSet<>(ids);
        // A list that was asked for ids may ignore the filter, and then any record would come.
        return lists.inBatches(list, "ids", ids, Lists.join(Lists.inactive(list), more)).stream()
                .filter(row -> asked.contains(row.get("id")))
                .toList();
    }

    /** Customers whose external data holds one of the values under the key; needs the application's GUID. */
    List<Map<String, Object>> bearing(String key, Collection<String> values) {
        Operation list = operation(CUSTOMERS, "list");
        return lists.inBatches(list, "externalDataValues", values,
                Lists.join(Lists.join(Lists.inactive(list), application()), List.of(new QueryValue("externalDataKey", key))));
    }

    List<Map<String, Object>> contacts(Collection<Long> customerIds) {
        Set<Long> asked = new HashSet<>(customerIds);
        return lists.inBatches(operation(CONTACTS, "list"), "customerIds", customerIds, List.of()).stream()
                .filter(row -> asked.contains(row.get("customerId"))).toList();
    }

    List<Map<String, Object>> tagTypes() {
        Operation list = catalog.collection("settings", "tag-types").operation("list");
        return lists.all(list, Lists.inactive(list));
    }

    List<Map<String, Object>> customFieldTypes() {
        return lists.all(operation("customers/custom-fields", "list"), List.of());
    }

    Submission create(byte[] body) {
        return submit(ApiRequest.json(operation(CUSTOMERS, "create"), Map.of(), List.of(), body));
    }

    Submission update(String id, byte[] body) {
        return submit(ApiRequest.json(operation(CUSTOMERS, "update"), Map.of("id", id), List.of(), body));
    }

    Submission addContact(String id, byte[] body) {
        return submit(ApiRequest.json(operation(CONTACTS, "create"), Map.of("id", id), List.of(), body));
    }

    Submission changeContact(String id, long contact, byte[] body) {
        return submit(ApiRequest.json(operation(CONTACTS, "update"), contactPath(id, contact), List.of(), body));
    }

    Submission removeContact(String id, long contact) {
        return submit(ApiRequest.of(operation(CONTACTS, "delete"), contactPath(id, contact), List.of()));
    }

    private static Map<String, String> contactPath(String id, long contact) {
        return Map.of("id", id, "contactId", Long.toString(contact));
    }

    private Submission submit(ApiRequest request) {
        return client.submit(account, request, Patience.POLL, RecordParser::read);
    }

    private List<QueryValue> application() {
        return account.applicationGuid().map(guid -> List.of(new QueryValue("externalDataApplicationGuid", guid)))
                .orElse(List.of());
    }

    private Operation operation(String collection, String name) {
        return catalog.collection("crm", collection).operation(name);
    }
}
