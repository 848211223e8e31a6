package io.fieldline.servicetitan.writeback;

import java.util.Set;
import java.util.TreeSet;

import io.fieldline.outreach.writeback.WriteBackRules;
import io.fieldline.outreach.writeback.WriteBackRules.OptOuts;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.Tenant;

/** Which scopes a tenant's application needs for telling ServiceTitan of messages. */
public final class WriteBackScopes {

    private final Catalog catalog;

    public WriteBackScopes(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @return none for a tenant without connections that carry messages */
    public Set<String> of(Tenant tenant) {
        Set<String> scopes = new TreeSet<>();
        WriteBackRules.all(tenant).forEach(rules -> {
            if (rules.optOuts() != OptOuts.NONE) {
                add(scopes, "crm", "customers", "list");
                add(scopes, "crm", "locations/contacts", "list");
            }
            if (rules.optOuts() == OptOuts.PREFERENCES) {
                add(scopes, "crm", "customers/contacts", "update");
                add(scopes, "crm", "locations/contacts", "update");
            }
            if (rules.optOuts() == OptOuts.TAG) {
                add(scopes, "crm", "customers/tags", "create");
                add(scopes, "settings", "tag-types", "list");
            }
            if (rules.jobNotes()) {
                add(scopes, "jpm", "jobs/notes", "list");
                add(scopes, "jpm", "jobs/notes", "create");
            }
        });
        return scopes;
    }

    private void add(Set<String> scopes, String module, String collection, String operation) {
        scopes.add(catalog.collection(module, collection).operation(operation).scope());
    }
}
