package io.fieldline.servicetitan.accounting;

import java.util.Set;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.servicetitan.catalog.Catalog;

/** Which scopes reading bank deposits needs, of a tenant whose coding posts them. */
public final class DepositScopes {

    private final Codings codings;
    private final Catalog catalog;

    public DepositScopes(Codings codings, Catalog catalog) {
        this.codings = codings;
        this.catalog = catalog;
    }

    /** @return none for a tenant whose coding does not post them, or is not right */
    public Set<String> of(String tenant) {
        try {
            return codings.coding(tenant).postsDeposits()
                    ? Set.of(catalog.collection(AccountingRecords.ACCOUNTING, "bank-deposits").operation("list").scope())
                    : Set.of();
        } catch (MisconfiguredException wrong) {
            // What is wrong with the coding is a finding of its own.
            return Set.of();
        }
    }
}
