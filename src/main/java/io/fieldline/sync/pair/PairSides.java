package io.fieldline.sync.pair;

import java.util.Objects;

/**
 * The two systems of a pair and how their fields belong together.
 *
 * @param serviceTitan one tenant's ServiceTitan
 * @param crm one account of a CRM
 * @param mapping which field is which
 */
public record PairSides(ServiceTitanSide serviceTitan, Side crm, PairMapping mapping) {

    public PairSides {
        Objects.requireNonNull(serviceTitan, "serviceTitan");
        Objects.requireNonNull(crm, "crm");
        Objects.requireNonNull(mapping, "mapping");
    }
}
