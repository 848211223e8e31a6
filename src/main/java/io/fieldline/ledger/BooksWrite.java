package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One write to the books.
 *
 * @param current the document to change; empty to create one
 * @param before what it held when the ledger wrote it last; by this somebody else's change is told from our own
 * @param content what it is to hold, signed as the form says; empty to void it
 * @param settled the documents that the content settles, as the books know them
 */
public record BooksWrite(String requestId, EntryKey entry, Form form, Optional<BooksRef> current, Optional<Content> before,
        Optional<Content> content, List<Settled> settled) {

    /**
     * @param amount positive
     */
    public record Settled(Form form, String id, BigDecimal amount) {}

    public BooksWrite {
        settled = List.copyOf(settled);
    }
}
