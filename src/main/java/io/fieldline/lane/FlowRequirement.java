package io.fieldline.lane;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** What must be so before a flow starts for a tenant, beside what it reads. */
@FunctionalInterface
public interface FlowRequirement {

    /** @throws MisconfiguredException when the flow must not start as the tenant settled it */
    void check(Tenant tenant, FlowSettings settings);
}
