package io.fieldline.crm;

import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.tenant.Tenant;

/** ServiceTitan's customers of each tenant. */
@FunctionalInterface
public interface Customers {

    /** @param connection the CRM account whose record ids new customers bear */
    CustomerSource of(Tenant tenant, String connection);
}
