package io.fieldline.crm;

import io.fieldline.sync.pair.JobSource;
import io.fieldline.tenant.Tenant;

/** ServiceTitan's jobs of each tenant. */
@FunctionalInterface
public interface Jobs {

    JobSource of(Tenant tenant);
}
