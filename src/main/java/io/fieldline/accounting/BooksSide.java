package io.fieldline.accounting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.tieout.Amount;
import io.fieldline.ledger.tieout.Amounts;

/** The books' side of a comparison: each of their documents as the one of ServiceTitan that it stands for, or as somebody else's. */
final class BooksSide {

    private final String tenant;
    private final String books;
    private final LedgerStore ledger;
    private final BookedDocument.Reader reader;
    private final List<BookedDocument> ofTheDays;
    private final Map<Place, LedgerEntry> known = new HashMap<>();

    /** Ids are each form's own, and the application of a credit may be read as a payment. */
    private record Place(Form form, String id) {

        static Place of(Form form, BooksRef ref) {
            return new Place(form == Form.APPLICATION ? Form.PAYMENT : form, ref.id());
        }

        static Place of(BookedDocument one) {
            return of(one.form(), one.ref());
        }
    }

    /** @param ofTheDays all documents of the days that are compared */
    BooksSide(String tenant, String books, LedgerStore ledger, BookedDocument.Reader reader, List<BookedDocument> ofTheDays) {
        this.tenant = tenant;
        this.books = books;
        this.ledger = ledger;
        this.reader = reader;
        this.ofTheDays = ofTheDays;
        // Whoever takes the key out of a document's note does not make it somebody else's.
        ledger.referring(tenant, books, ofTheDays.stream().map(one -> one.ref().id()).toList())
                .forEach(entry -> known.put(Place.of(entry.form(), entry.ref().orElseThrow()), entry));
    }

    /** The documents of ServiceTitan that those of the days stand for. */
    Set<DocumentKey> sources() {
        Set<DocumentKey> sources = new LinkedHashSet<>();
        ofTheDays.forEach(one -> source(one).filter(key -> key.tenant().equals(tenant)).ifPresent(sources::add));
        return sources;
    }

    private Optional<DocumentKey> source(BookedDocument one) {
        return one.entry().map(EntryKey::source).or(() -> Optional.ofNullable(known.get(Place.of(one)))
                .filter(entry -> !entry.adopted()).map(entry -> entry.key().source()));
    }

    /**
     * @param entries of all documents that are compared; what stands for them on other days is read too
     * @param cutOver from which on documents of others count
     * @param source tells which documents others posted
     */
    List<Amount> amounts(List<LedgerEntry> entries, LocalDate cutOver, SourceSide source, Amounts amounts,
            LeftOut.Tally leftOut) {
        List<Amount> all = new ArrayList<>();
        for (BookedDocument one : ofTheDays) {
            Optional<DocumentKey> ours = source(one);
            if (ours.isEmpty()) {
                others(one, cutOver, source, leftOut).ifPresent(name -> all.addAll(amounts.of(name, one)));
            } else if (ours.get().tenant().equals(tenant)) {
                all.addAll(amounts.of(ours.get().spoken(), one));
            } else {
                leave(one, "another tenant posted it", leftOut);
            }
        }
        ofOtherDays(entries).forEach((key, documents) -> documents.forEach(one -> all.addAll(amounts.of(key, one))));
        return all;
    }

    /** What a document is called that counts as one of others. */
    private Optional<String> others(BookedDocument one, LocalDate cutOver, SourceSide source, LeftOut.Tally leftOut) {
        Family family = one.form().family();
        if (known.containsKey(Place.of(one))) {
            return leave(one, "it stood there before, and is only settled", leftOut);
        }
        if (one.date().isBefore(cutOver)) {
            return leave(one, "it is from before the cut-over", leftOut);
        }
        if (!one.ref().number().isEmpty() && source.postedByOthers(family, one.ref().number())) {
            return leave(one, "somebody else posted it, as ServiceTitan says", leftOut);
        }
        return Optional.of("books' " + word(one.form()) + " " + one.ref().id());
    }

    private static Optional<String> leave(BookedDocument one, String reason, LeftOut.Tally leftOut) {
        leftOut.add("the books' " + word(one.form()) + "s", reason, one.total());
        return Optional.empty();
    }

    private static String word(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    /** Documents of other days, by what they stand for. */
    private Map<String, List<BookedDocument>> ofOtherDays(List<LedgerEntry> entries) {
        Set<Place> read = new HashSet<>();
        ofTheDays.forEach(one -> read.add(Place.of(one)));
        Map<Form, Map<String, String>> wanted = new TreeMap<>();
        entries.stream().filter(LedgerEntry::stands).filter(entry -> !entry.adopted())
                .filter(entry -> entry.key().family() != Family.APPLICATION)
                .forEach(entry -> entry.ref().filter(ref -> !read.contains(Place.of(entry.form(), ref))).ifPresent(ref -> wanted
                        .computeIfAbsent(entry.form(), form -> new HashMap<>()).put(ref.id(), entry.key().source().spoken())));
        Map<String, List<BookedDocument>> found = new TreeMap<>();
        wanted.forEach((form, ids) -> reader.find(form, ids.keySet()).forEach(one -> found
                .computeIfAbsent(ids.get(one.ref().id()), none -> new ArrayList<>()).add(one)));
        return found;
    }
}
