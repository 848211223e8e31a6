package io.fieldline.accounting;

import java.util.Map;

import io.fieldline.tenant.Tenant;

/** What a tenant keeps in ServiceTitan that a coding speaks of. */
@FunctionalInterface
public interface SourceNames {

    /** A list of ServiceTitan. */
    enum Kept {
        BUSINESS_UNITS, MEMBERSHIP_TYPES, PAYMENT_TYPES, PAYMENT_TERMS, TAX_ZONES
    }

    /** All that are active: id to name. */
    Map<String, String> all(Tenant tenant, Kept what);
}
