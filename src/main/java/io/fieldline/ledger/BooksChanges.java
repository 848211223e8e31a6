package io.fieldline.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells which documents that the ledger wrote were changed in the books, by whomever. */
@FunctionalInterface
public interface BooksChanges {

    /** Documents that changed since, those too that the ledger wrote itself; none whose write is under way. */
    List<Changed> since(Instant since);

    /**
     * A document that changed.
     *
     * @param entry as the ledger has it
     * @param how it differs from what the ledger wrote, for people; empty where it agrees
     */
    record Changed(LedgerEntry entry, Optional<String> how) {}
}
