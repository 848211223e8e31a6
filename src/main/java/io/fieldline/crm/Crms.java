package io.fieldline.crm;

import io.fieldline.sync.pair.Crm;
import io.fieldline.tenant.Tenant;

/** The CRM accounts that tenants' connections lead to. Bind one to the registry. */
@FunctionalInterface
public interface Crms {

    /**
     * The account behind a connection. Makes no call.
     *
     * @param connection by the name that the tenant's document gives it
     * @throws io.fieldline.failure.MisconfiguredException when the tenant has no connection of this name, or when it is of a
     *         type that is no CRM
     */
    Crm of(Tenant tenant, String connection);
}
