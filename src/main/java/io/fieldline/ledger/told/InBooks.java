package io.fieldline.ledger.told;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.LedgerEntry;

/** What ServiceTitan is told of a document: as what it stands in the books. */
final class InBooks {

    private InBooks() {}

    /**
     * @param entries of one document
     * @return each document in the books as its id, a slash and its number, such as <code>145/1001, 162/1001-A1</code>; empty
     *         when none stands there
     */
    static String text(List<LedgerEntry> entries) {
        return entries.stream().filter(InBooks::counts).sorted(Comparator.comparing(entry -> entry.key().part()))
                .flatMap(entry -> entry.ref().stream()).map(InBooks::text).collect(Collectors.joining(", "));
    }

    /** The application of a credit moves no money, and what was in the books before is not ours. */
    private static boolean counts(LedgerEntry entry) {
        return entry.stands() && !entry.adopted() && entry.key().family() != Family.APPLICATION;
    }

    private static String text(BooksRef ref) {
        return ref.number() == null || ref.number().isBlank() ? ref.id() : ref.id() + "/" + ref.number();
    }

    /** Whether a write of the document has not come to an end. */
    static boolean changing(List<LedgerEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.intent().isPresent());
    }
}
