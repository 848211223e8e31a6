package io.fieldline.servicetitan.writeback;

import java.util.Set;
import java.util.TreeSet;

import io.fieldline.ledger.told.TellingRules;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.Tenant;

/** Which scopes a tenant's application needs for telling ServiceTitan of documents in the books. */
public final class TellingScopes {

    private static final String INVOICES = "invoices";

    private final Catalog catalog;

    public TellingScopes(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @return none for a tenant that posts nothing */
    public Set<String> of(Tenant tenant) {
        Set<String> scopes = new TreeSet<>();
        TellingRules.of(tenant).stream().flatMap(rules -> rules.ways().stream()).forEach(way -> {
            add(scopes, "accounting", INVOICES, "list");
            switch (way) {
                case MARKED -> {
                    add(scopes, "accounting", INVOICES, "markasexported");
                    add(scopes, "accounting", "credit-memos", "markasexported");
                    add(scopes, "accounting", "payments", "status");
                }
                case EXPORT_ID -> add(scopes, "accounting", INVOICES, "update");
                case EXTERNAL_DATA -> {
                    add(scopes, "jpm", "jobs", "get");
                    add(scopes, "jpm", "jobs", "update");
                }
                case NOTE -> {
                    add(scopes, "jpm", "jobs/notes", "list");
                    add(scopes, "jpm", "jobs/notes", "create");
                }
            }
        });
        return scopes;
    }

    private void add(Set<String> scopes, String module, String collection, String operation) {
        scopes.add(catalog.collection(module, collection).operation(operation).scope());
    }
}
