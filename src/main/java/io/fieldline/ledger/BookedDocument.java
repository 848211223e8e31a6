package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A document as the books have it, whoever wrote it; amounts are positive in its form.
 *
 * @param entry which entry of the ledger it says that it stands for
 * @param customer the books' id
 * @param account where the money of a payment or a refund is; empty for the others
 */
public record BookedDocument(Form form, BooksRef ref, Optional<EntryKey> entry, LocalDate date, String customer,
        BigDecimal total, BigDecimal tax, String account, List<BookedLine> lines) {

    public BookedDocument {
        lines = List.copyOf(lines);
    }

    /**
     * @param account by name, which the line is booked on
     */
    public record BookedLine(String item, String account, String itemClass, BigDecimal amount) {}

    /** Reads documents of the books afresh. */
    @FunctionalInterface
    public interface Reader {

        /** All that are dated within the days, both included. */
        List<BookedDocument> between(LocalDate from, LocalDate until);
    }
}
