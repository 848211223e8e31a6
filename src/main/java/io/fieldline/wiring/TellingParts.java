package io.fieldline.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.fieldline.ledger.told.Tellings;
import io.fieldline.ops.TenantProbe;
import io.fieldline.ops.Told;
import io.fieldline.ops.ToldFindings;
import io.fieldline.ops.Verb;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.writeback.ServiceTitanExports;
import io.fieldline.servicetitan.writeback.ServiceTitanJobData;
import io.fieldline.servicetitan.writeback.ServiceTitanJobNotes;
import io.fieldline.servicetitan.writeback.TellingScopes;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What ServiceTitan is told of documents that stand in the books. */
final class TellingParts implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final StateStore store;
    private final TenantTurns turns;
    private final TellingScopes scopes;

    TellingParts(Tenants tenants, StateStore store, ServiceTitanServices serviceTitan, Clock clock) {
        this.store = store;
        Tellings tellings = new Tellings(tenants, store.ledger(), store.tellings(),
                new Tellings.Desks(new ServiceTitanExports(serviceTitan.client(), serviceTitan.catalog()),
                        new ServiceTitanJobData(serviceTitan.client(), serviceTitan.catalog(),
                                serviceTitan.ownVersions()),
                        new ServiceTitanJobNotes(serviceTitan.client(), serviceTitan.catalog())),
                clock);
        turns = new TenantTurns("telling", "telling ServiceTitan of documents in the books", tenants, tellings::run);
        scopes = new TellingScopes(serviceTitan.catalog());
    }

    Verb verb() {
        return new Told(store.tellings());
    }

    /** What <code>check</code> says of what a tenant's ServiceTitan is told. */
    TenantProbe findings() {
        return new ToldFindings(store.tellings());
    }

    Set<String> scopes(Tenant tenant) {
        return scopes.of(tenant);
    }

    /** @param held whether the store is not this process's own now */
    void follow(BooleanSupplier held) {
        turns.follow(EVERY, held);
    }

    @Override
    public void close() {
        turns.close();
    }
}
