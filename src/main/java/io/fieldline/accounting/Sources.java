package io.fieldline.accounting;

import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.tenant.Tenant;

/** ServiceTitan's documents of each tenant. */
@FunctionalInterface
public interface Sources {

    /** @param connection the books that the documents go to */
    SourceDocuments of(Tenant tenant, String connection);
}
