package io.fieldline.sync.pair;

import java.util.Objects;

/**
 * Which pairs belong together: the customers of one tenant and one account of a CRM.
 *
 * @param tenant whose records
 * @param type the kind of record, <code>customer</code>
 * @param system the tenant's connection to the CRM
 */
public record PairKey(String tenant, String type, String system) {

    public PairKey {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(system, "system");
    }
}
