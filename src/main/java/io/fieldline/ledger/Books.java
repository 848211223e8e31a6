package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An accounting system, as much of it as the ledger needs to know. Which one it is, the ledger does not know. */
public interface Books {

    /** The last day on which nothing may be changed any more; empty when no day is closed. */
    Optional<LocalDate> closedUntil();

    /** Whether they answer to anything at the moment, asked anew. */
    boolean answer();

    /**
     * Writes, each once however often it is asked for with the same request id. They do not depend on each other and may be
     * written in any order, several at a time.
     *
     * @return one outcome for each, in their order
     */
    List<PostOutcome> post(List<BooksWrite> writes);

    /**
     * An invoice that was not written by the ledger, by the number that people see.
     *
     * @param customer ServiceTitan's number of the customer whose it must be
     * @return empty when there is none of that customer, or more than one
     */
    Optional<FoundInvoice> find(String number, long customer);

    /** @param open what is still to be paid of it */
    record FoundInvoice(BooksRef ref, LocalDate date, BigDecimal open) {}
}
