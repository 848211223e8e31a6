package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A document as the books have it, whoever wrote it; amounts are positive in its form.
 *
 * @param entry which entry of the ledger it says that it stands for
 * @param customer the books' id; empty for a deposit
 * @param account where the money of a payment, a refund or a deposit is; empty for the others
 * @param location by name; empty for none
 * @param taxCode by name; empty for none
 */
public record BookedDocument(Form form, BooksRef ref, Optional<EntryKey> entry, LocalDate date, String customer,
        BigDecimal total, BigDecimal tax, String account, String location, String taxCode, List<BookedLine> lines) {

    public BookedDocument {
        lines = List.copyOf(lines);
    }

    /**
     * @param account by name, which the line is booked on
     */
    public record BookedLine(String item, String account, String itemClass, BigDecimal amount) {}

    /** Reads documents of the books afresh. */
    public interface Reader {

        /** All that are dated within the days, both included; of deposits those that take payments. */
        List<BookedDocument> between(LocalDate from, LocalDate until);

        /** Those of a form that there are, by the books' ids, on whatever day. */
        List<BookedDocument> find(Form form, Collection<String> ids);
    }
}
