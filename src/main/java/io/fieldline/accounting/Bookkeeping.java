package io.fieldline.accounting;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.fieldline.ledger.Books;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourcePayment;

/** Brings the documents of one tenant into one company's books, some at a time, whoever hands them over. */
final class Bookkeeping {

    /** So few that a crash leaves little under way, and so many that what is read around them is read together. */
    private static final int AT_ONCE = 100;

    private final String tenant;
    private final String books;
    private final ZoneId zone;
    private final Company company;
    private final SourceDocuments documents;
    private final Supplier<Coding> coding;
    private final LedgerStore ledger;
    private final Poster poster;
    private final InstantSource clock;
    private final ReentrantLock turn;

    /**
     * @param books the connection's name
     * @param zone in which the tenant's days begin
     * @param turn of the books: only who has it may post
     */
    Bookkeeping(String tenant, String books, ZoneId zone, Company company, SourceDocuments documents,
            Supplier<Coding> coding, LedgerStore ledger, InstantSource clock, ReentrantLock turn) {
        this.tenant = tenant;
        this.books = books;
        this.zone = zone;
        this.company = company;
        this.documents = documents;
        this.coding = coding;
        this.ledger = ledger;
        this.poster = new Poster(ledger, clock);
        this.clock = clock;
        this.turn = turn;
    }

    /**
     * What became of rows.
     *
     * @param results of those that could be read
     * @param refused those that could not
     */
    record Outcome(Map<DocumentKey, Result> results, List<ReadPage.Refused> refused) {

        private static Outcome none() {
            return new Outcome(new LinkedHashMap<>(), new ArrayList<>());
        }

        private void add(Outcome other) {
            results.putAll(other.results);
            refused.addAll(other.refused);
        }

        long count(DocumentKind kind, Result result) {
            return results.entrySet().stream().filter(one -> one.getKey().kind() == kind && one.getValue() == result).count();
        }
    }

    /** Documents as the rows have them, and whatever waited for them. */
    Outcome post(DocumentKind kind, List<Map<String, Object>> rows) {
        turn.lock();
        try {
            Outcome outcome = Outcome.none();
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                outcome.add(postSome(kind, rows.subList(from, Math.min(from + AT_ONCE, rows.size()))));
            }
            postReady();
            return outcome;
        } finally {
            turn.unlock();
        }
    }

    /** Reads documents anew and posts them. */
    Outcome postAgain(Collection<DocumentKey> keys) {
        turn.lock();
        try {
            Outcome outcome = again(keys);
            postReady();
            return outcome;
        } finally {
            turn.unlock();
        }
    }

    /** Ends what a crash left, and posts what waited for a document that is there now. */
    void catchUp() {
        turn.lock();
        try {
            poster.finish(company.books(), tenant, books);
            postReady();
        } finally {
            turn.unlock();
        }
    }

    List<QuarantinedDocument> quarantined() {
        return ledger.quarantined(tenant, books);
    }

    private void postReady() {
        Set<DocumentKey> before = new LinkedHashSet<>();
        List<DocumentKey> ready = ledger.ready(tenant, books, AT_ONCE);
        // What is ready again although it was derived anew waits for the next page, so that this comes to an end.
        while (before.addAll(ready)) {
            again(ready);
            ready = ledger.ready(tenant, books, AT_ONCE);
        }
    }

    private Outcome again(Collection<DocumentKey> keys) {
        Outcome outcome = Outcome.none();
        Map<DocumentKind, List<DocumentKey>> byKind = keys.stream()
                .collect(Collectors.groupingBy(DocumentKey::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, some) -> {
            for (int from = 0; from < some.size(); from += AT_ONCE) {
                List<Long> ids = some.subList(from, Math.min(from + AT_ONCE, some.size())).stream().map(DocumentKey::id)
                        .toList();
                outcome.add(postSome(kind, documents.byIds(kind, ids)));
            }
        });
        return outcome;
    }

    private Outcome postSome(DocumentKind kind, List<Map<String, Object>> rows) {
        Coding now = coding.get();
        Reading reading = Reading.of(kind, rows, documents, now, company.catalogue(), ledger);
        Books there = company.books();
        OpenPeriod period = new OpenPeriod(there.closedUntil(), LocalDate.ofInstant(clock.instant(), zone), now.corrects());
        Outcome outcome = new Outcome(new LinkedHashMap<>(poster.post(there, period, reading.judged())),
                new ArrayList<>(reading.refused()));
        Set<Long> paid = now.finality() == Finality.PAID ? unposted(reading) : Set.of();
        if (!paid.isEmpty()) {
            outcome.add(postSome(DocumentKind.INVOICE, documents.byIds(DocumentKind.INVOICE, paid)));
        }
        return outcome;
    }

    /** Where an invoice is final once it is paid, a payment can make it so. */
    private Set<Long> unposted(Reading reading) {
        Set<Long> settled = reading.payments().stream().filter(SourcePayment::active)
                .flatMap(payment -> payment.settles().stream()).map(Verdict.Settling::invoice)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ledger.of(settled.stream().map(id -> new DocumentKey(tenant, books, DocumentKind.INVOICE, id)).toList())
                .forEach((key, entries) -> {
                    if (!entries.isEmpty()) {
                        settled.remove(key.id());
                    }
                });
        return settled;
    }
}
