package io.fieldline.servicetitan.customer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Contacts as the API has them at this moment, one request for every fifty customers. */
final class AskedContacts implements Contacts {

    private final CustomerApi api;

    AskedContacts(CustomerApi api) {
        this.api = api;
    }

    @Override
    public Map<Long, List<Map<String, Object>>> of(Collection<Long> customerIds) {
        return api.contacts(customerIds).stream().collect(Collectors.groupingBy(row -> (Long) row.get("customerId"),
                LinkedHashMap::new, Collectors.toList()));
    }
}
