package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.tieout.Amount;
import io.fieldline.ledger.tieout.Amounts;
import io.fieldline.ledger.tieout.Comparison;
import io.fieldline.ledger.tieout.Findings;
import io.fieldline.ledger.tieout.TieOut;

/**
 * Compares some days of ServiceTitan and of one tenant's books, both read afresh, with the ledger. Of each document that has
 * to do with the days, in whichever of the three, everything is read, so that what stands on another day is known to.
 */
final class MonthComparison {

    private static final int AT_ONCE = 1_000;

    private final String tenant;
    private final String books;
    private final Company company;
    private final SourceDocuments documents;
    private final Coding coding;
    private final LedgerStore ledger;
    private final ReentrantLock turn;

    /**
     * @param books the connection's name
     * @param turn of the books: while it is held nobody posts, so that the three are of one moment
     */
    MonthComparison(String tenant, String books, Company company, SourceDocuments documents, Coding coding, LedgerStore ledger,
            ReentrantLock turn) {
        this.tenant = tenant;
        this.books = books;
        this.company = company;
        this.documents = documents;
        this.coding = coding;
        this.ledger = ledger;
        this.turn = turn;
    }

    Findings of(String title, Days days, Progress progress) {
        turn.lock();
        try {
            return compare(title, days, progress);
        } finally {
            turn.unlock();
        }
    }

    private Findings compare(String title, Days days, Progress progress) {
        Amounts amounts = new Amounts(company.catalogue()::full);
        LeftOut.Tally leftOut = new LeftOut.Tally();
        SourceSide source = new SourceSide(days, amounts, leftOut);
        CodedDocuments coded = new CodedDocuments(documents, coding, company.catalogue(), Reading.posted(ledger), progress);
        coded.between(days, source::add);

        progress.read("the books", 0, -1);
        List<BookedDocument> booked = company.booked().between(days.from(), days.until()).stream()
                .filter(document -> compared(document.form().family())).toList();
        progress.read("the books", booked.size(), booked.size());
        BooksSide there = new BooksSide(tenant, books, ledger, company.booked(), booked);

        Set<DocumentKey> others = new LinkedHashSet<>(there.sources());
        ledger.onDays(tenant, books, days.from(), days.until()).stream()
                .filter(entry -> !entry.adopted() && compared(entry.key().family()))
                .forEach(entry -> others.add(entry.key().source()));
        others.removeAll(source.seen());
        coded.byKeys(others, source::add);

        Set<DocumentKey> all = new LinkedHashSet<>(source.seen());
        all.addAll(others);
        List<LedgerEntry> entries = entries(all);
        List<Amount> posted = entries.stream().flatMap(entry -> amounts.of(entry).stream()).toList();
        List<Amount> inBooks = there.amounts(entries, coding.cutOver(), source, amounts, leftOut);
        Comparison comparison = TieOut.compare(source.amounts(), posted, inBooks, source.waiting(quarantined(all)), days::hold);
        List<String> unreadable = new ArrayList<>(coded.unreadable());
        unreadable.addAll(source.notInCents());
        return new Findings(title, days, comparison, leftOut.all(), unreadable);
    }

    /** Deposits of a tenant whose coding does not speak of them are whoever makes them's. */
    private boolean compared(Family family) {
        return family != Family.DEPOSIT || coding.postsDeposits();
    }

    private List<LedgerEntry> entries(Collection<DocumentKey> keys) {
        List<DocumentKey> all = List.copyOf(keys);
        List<LedgerEntry> entries = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            ledger.of(all.subList(from, Math.min(all.size(), from + AT_ONCE))).values().forEach(entries::addAll);
        }
        return entries;
    }

    private Map<String, List<Gap>> quarantined(Set<DocumentKey> keys) {
        Map<String, List<Gap>> gaps = new HashMap<>();
        ledger.quarantined(tenant, books).stream().filter(one -> keys.contains(one.key()))
                .forEach(one -> gaps.put(one.key().spoken(), one.gaps()));
        return gaps;
    }
}
