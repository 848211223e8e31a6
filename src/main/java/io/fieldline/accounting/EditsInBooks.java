package io.fieldline.accounting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;

/** Keeps the list of what people changed in the books of documents that the ledger wrote. It is told, and never undone. */
final class EditsInBooks {

    private static final Logger LOG = LoggerFactory.getLogger(EditsInBooks.class);

    private final BooksEditStore edits;
    private final LedgerStore ledger;

    EditsInBooks(BooksEditStore edits, LedgerStore ledger) {
        this.edits = edits;
        this.ledger = ledger;
    }

    /** @param changed in the books since the last look */
    void noticed(String tenant, String books, List<BooksChanges.Changed> changed, Instant now) {
        Map<EntryKey, BooksEdit> known = edits.list(tenant, books).stream()
                .collect(Collectors.toMap(BooksEdit::entry, Function.identity()));
        for (BooksChanges.Changed one : changed) {
            EntryKey entry = one.entry().key();
            if (one.how().isEmpty()) {
                edits.remove(entry);
            } else if (!known.containsKey(entry) || !known.get(entry).how().equals(one.how().get())) {
                edits.keep(new BooksEdit(entry, one.how().get(), now));
                LOG.warn("Somebody changed a document in the books, which stays as it is: {} tenant={} books={} record={}",
                        one.how().get(), tenant, books, entry.source().written());
            }
        }
        List<DocumentKey> sources = known.keySet().stream().map(EntryKey::source).distinct().toList();
        // What the ledger took out of the books cannot differ there any more, and no change tells of it.
        ledger.of(sources).values().stream().flatMap(List::stream).filter(entry -> entry.ref().isEmpty()).map(LedgerEntry::key)
                .filter(known::containsKey).forEach(edits::remove);
    }
}
