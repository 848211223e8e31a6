package io.fieldline.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The connections that the ledger may know, those too whose flow was switched off. */
final class BooksOfTenants {

    private final Tenants tenants;

    /** @param books the connection's name */
    record OneBooks(String tenant, String books) {}

    BooksOfTenants(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * @param only this tenant's; empty for all
     * @throws MisconfiguredException when there is no tenant of this name
     */
    Stream<OneBooks> of(Optional<String> only) {
        Collection<Tenant> chosen = only.isEmpty()
                ? tenants.all()
                : List.of(tenants.find(only.get())
                        .orElseThrow(() -> new MisconfiguredException("There is no tenant " + only.get())));
        return chosen.stream().sorted(Comparator.comparing(Tenant::name))
                .flatMap(tenant -> tenant.connections().keySet().stream()
                        .sorted().map(connection -> new OneBooks(tenant.name(), connection)));
    }
}
