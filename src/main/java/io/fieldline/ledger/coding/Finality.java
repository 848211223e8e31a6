package io.fieldline.ledger.coding;

import java.util.Locale;

/** What makes an invoice final; a tenant chooses one. */
public enum Finality {
    POSTED, BATCHED, REVIEWED, PAID, COMPLETED;

    /** As it is written in a document. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
