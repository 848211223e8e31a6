package io.fieldline.ledger;

import java.time.Instant;
import java.util.List;

/** Tells what was changed in the books, by whomever, of documents that the ledger wrote. */
@FunctionalInterface
public interface BooksChanges {

    /** Documents that changed since, and do not agree with the ledger; our own changes do. */
    List<Changed> since(Instant since);

    /**
     * A document that does not hold any more what the ledger wrote.
     *
     * @param entry as the ledger has it
     * @param how for people
     */
    record Changed(LedgerEntry entry, String how) {}
}
