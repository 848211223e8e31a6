package io.fieldline.servicetitan.accounting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.Lists;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.ServiceTitanAccount;

/** Names out of ServiceTitan's settings. */
public final class KeptNames {

    private final Catalog catalog;
    private final Lists lists;

    public KeptNames(ServiceTitanAccount account, ServiceTitanClient client, Catalog catalog) {
        this.catalog = catalog;
        this.lists = new Lists(client, account);
    }

    /** Those of a collection that are active: id to name. */
    public Map<String, String> all(String module, String collection) {
        Map<String, String> names = new TreeMap<>();
        lists.all(catalog.collection(module, collection).operation("list"), List.of()).stream().map(Row::new)
                .filter(Row::active)
                .forEach(row -> row.text("name").ifPresent(name -> names.put(Long.toString(row.id()), name)));
        return names;
    }
}
