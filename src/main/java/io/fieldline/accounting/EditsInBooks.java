package io.fieldline.accounting;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import io.fieldline.ledger.QuarantinedDocument;

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
                .collect(Collectors.toMap(BooksEdit::entry, Function.identity(), (one, same) -> one, HashMap::new));
        for (BooksChanges.Changed one : changed) {
            EntryKey entry = one.entry().key();
            if (one.how().isEmpty()) {
                edits.remove(entry);
            } else {
                edits.keep(new BooksEdit(entry, one.how().get(), one.entry().revision(), now));
                tell(Optional.ofNullable(known.get(entry)), one, tenant, books);
            }
            known.remove(entry);
        }
        settled(tenant, books, known);
    }

    private static void tell(Optional<BooksEdit> before, BooksChanges.Changed now, String tenant, String books) {
        if (before.map(BooksEdit::how).equals(now.how())) {
            return;
        }
        LOG.warn("Somebody changed a document in the books, which stays as it is: {} tenant={} books={} record={}",
                now.how().orElseThrow(), tenant, books, now.entry().key().source().written());
    }

    /**
     * The books may have nothing to tell of a document that the ledger took out, or that it found to hold what ServiceTitan
     * means now. One that it could not write is in quarantine.
     *
     * @param silent edits of which nothing was told
     */
    private void settled(String tenant, String books, Map<EntryKey, BooksEdit> silent) {
        if (silent.isEmpty()) {
            return;
        }
        Set<DocumentKey> waiting = ledger.quarantined(tenant, books).stream().map(QuarantinedDocument::key)
                .collect(Collectors.toSet());
        ledger.of(silent.keySet().stream().map(EntryKey::source).toList()).values().stream().flatMap(List::stream)
                .filter(entry -> silent.containsKey(entry.key())).filter(entry -> entry.ref().isEmpty()
                        || entry.revision() > silent.get(entry.key()).revision() && !waiting.contains(entry.key().source()))
                .map(LedgerEntry::key).forEach(edits::remove);
    }
}
