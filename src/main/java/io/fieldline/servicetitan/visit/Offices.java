package io.fieldline.servicetitan.visit;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The records of each tenant, by the account that its document names now. */
public final class Offices {

    private final Tenants tenants;
    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final InstantSource clock;
    private final Map<String, Office> offices = new ConcurrentHashMap<>();

    public Offices(Tenants tenants, ServiceTitanClient client, Catalog catalog, InstantSource clock) {
        this.tenants = tenants;
        this.client = client;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @throws MisconfiguredException when it is not there any more */
    Tenant tenant(String name) {
        return tenants.find(name).orElseThrow(() -> new MisconfiguredException("There is no tenant " + name + " any more"));
    }

    Office of(Tenant tenant) {
        return offices.compute(tenant.name(), (name, known) -> known != null && known.isOf(tenant.serviceTitan())
                ? known
                : new Office(tenant.serviceTitan(), client, catalog, clock));
    }
}
