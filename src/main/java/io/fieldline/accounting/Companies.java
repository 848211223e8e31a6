package io.fieldline.accounting;

import io.fieldline.tenant.Tenant;

/** The books of all tenants. */
@FunctionalInterface
public interface Companies {

    /**
     * The books behind a connection. Makes no call.
     *
     * @param connection by the name that the tenant's document gives it
     * @throws io.fieldline.failure.MisconfiguredException when the tenant has no connection of this name, or when it leads to
     *         no books
     */
    Company of(Tenant tenant, String connection);
}
