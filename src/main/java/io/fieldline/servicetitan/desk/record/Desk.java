package io.fieldline.servicetitan.desk.record;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenants;

/** Every tenant's records, each within its own budget of requests. */
public final class Desk {

    private final Tenants tenants;
    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final InstantSource clock;
    private final Map<String, OfficeLists> officeLists = new ConcurrentHashMap<>();

    public Desk(Tenants tenants, ServiceTitanClient client, Catalog catalog, InstantSource clock) {
        this.tenants = tenants;
        this.client = client;
        this.catalog = catalog;
        this.clock = clock;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** @throws RefusedCallException when there is no such tenant */
    public TenantDesk at(String tenant) {
        return tenants.find(tenant)
                .map(known -> new TenantDesk(known, new Calls(client, catalog, known.serviceTitan()), clock,
                        officeLists.computeIfAbsent(tenant, name -> new OfficeLists(clock))))
                .orElseThrow(() -> RefusedCallException.of("not_found", "There is no tenant of that name."));
    }
}
