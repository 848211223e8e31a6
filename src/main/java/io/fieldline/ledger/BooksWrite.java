package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One write to the books.
 *
 * @param current the document to change; empty to create one
 * @param before what it held when the ledger wrote it last; by this somebody else's change is told from our own
 * @param content what it is to hold, signed as the form says; empty to void it
 * @param settled the documents that the content settles, as the books know them
 * @param settledBefore those that it settled when the ledger wrote it last
 * @param again whether it may have been asked for before, by a process that ended
 */
public record BooksWrite(String requestId, EntryKey entry, Form form, Optional<BooksRef> current, Optional<Content> before,
        Optional<Content> content, List<Settled> settled, List<Settled> settledBefore, boolean again) {

    /**
     * @param amount positive
     */
    public record Settled(Form form, String id, BigDecimal amount) {

        /**
         * What a content settles.
         *
         * @param targets the ledger's entries of it; what the books do not know any more is left out
         */
        public static List<Settled> of(Optional<Content> content, Map<EntryKey, LedgerEntry> targets) {
            return content.map(Content::applied).orElse(List.of()).stream()
                    .flatMap(one -> Optional.ofNullable(targets.get(one.target()))
                            .flatMap(target -> target.ref().map(ref -> new Settled(target.form(), ref.id(), one.amount())))
                            .stream())
                    .toList();
        }
    }

    public BooksWrite {
        settled = List.copyOf(settled);
        settledBefore = List.copyOf(settledBefore);
    }

    /** The same write, asked for anew. */
    public BooksWrite by(String otherRequestId) {
        return new BooksWrite(otherRequestId, entry, form, current, before, content, settled, settledBefore, again);
    }
}
