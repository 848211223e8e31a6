package io.fieldline.accounting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourcePayment;

/** Brings the documents of one tenant into one company's books, some at a time, whoever hands them over. */
final class Bookkeeping {

    /** So few that a crash leaves little under way, and so many that what is read around them is read together. */
    private static final int AT_ONCE = 200;
    /** Whoever dates a deposit later than that will change it before. */
    private static final int YEARS_AHEAD = 1;

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

    /** The connection's name. */
    String books() {
        return books;
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

    /** Reads documents anew and posts them; one that ServiceTitan does not have any more waits for nothing. */
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

    /** Lets documents be written anew that were taken back, as they are: somebody says that the books were put right. */
    void letTryAnew(Collection<DocumentKey> keys) {
        ledger.gaps(keys).forEach((key, gaps) -> ledger.quarantine(key, gaps.stream()
                .map(gap -> new Gap(gap.what(), gap.name(), gap.reason(), gap.suggestion())).toList(), clock.instant()));
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

    /** Documents that changed in the books since, those too that are as the ledger wrote them. */
    List<BooksChanges.Changed> changed(Instant since) {
        turn.lock();
        try {
            poster.finish(company.books(), tenant, books);
            return company.changes().since(since);
        } finally {
            turn.unlock();
        }
    }

    List<QuarantinedDocument> quarantined() {
        return ledger.quarantined(tenant, books);
    }

    /** Invoices of jobs that were completed since, except those that are posted or wait in quarantine. */
    List<DocumentKey> completed(Instant since) {
        Set<DocumentKey> invoices = documents.invoicesOfJobsCompletedSince(since).stream().sorted().map(this::invoice)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        invoices.removeAll(posted(invoices));
        quarantined().forEach(one -> invoices.remove(one.key()));
        return List.copyOf(invoices);
    }

    /** Rows of bank deposits that changed since. */
    List<Map<String, Object>> depositsChangedSince(Instant since) {
        return documents.depositsChangedSince(since);
    }

    /** Rows of bank deposits that are dated on or after a day. */
    List<Map<String, Object>> depositsFrom(LocalDate day) {
        return documents.between(DocumentKind.BANK_DEPOSIT, day,
                LocalDate.ofInstant(clock.instant(), zone).plusYears(YEARS_AHEAD));
    }

    private Set<DocumentKey> posted(Collection<DocumentKey> some) {
        return ledger.of(some).entrySet().stream().filter(found -> !found.getValue().isEmpty()).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private DocumentKey invoice(long id) {
        return new DocumentKey(tenant, books, DocumentKind.INVOICE, id);
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
                List<DocumentKey> batch = some.subList(from, Math.min(from + AT_ONCE, some.size()));
                List<Map<String, Object>> rows = documents.byIds(kind, batch.stream().map(DocumentKey::id).toList());
                outcome.add(postSome(kind, rows));
                Set<Object> there = rows.stream().map(row -> row.get("id")).collect(Collectors.toSet());
                batch.stream().filter(key -> !there.contains(key.id())).forEach(outcome.gone()::add);
                // One that cannot be read comes again once it changed; until then it would be read in vain each time.
                ledger.awaits(batch.stream().filter(key -> !outcome.results().containsKey(key))
                        .collect(Collectors.toMap(key -> key, key -> List.<DocumentKey>of())), 0);
            }
        });
        ledger.release(outcome.gone());
        return outcome;
    }

    private Outcome postSome(DocumentKind kind, List<Map<String, Object>> rows) {
        Coding now = coding.get();
        Reading reading = Reading.of(kind, rows, documents, now, company.catalogue(), ledger);
        Books there = company.books();
        OpenPeriod period = new OpenPeriod(there.closedUntil(), LocalDate.ofInstant(clock.instant(), zone), now.corrects());
        Outcome outcome = Outcome.of(reading, poster.post(there, period, reading.judged()));
        if (kind == DocumentKind.BANK_DEPOSIT) {
            holdUnreadable(outcome);
        }
        describe(reading, outcome.results());
        Set<Long> paid = now.finality() == Finality.PAID ? unposted(reading) : Set.of();
        if (!paid.isEmpty()) {
            outcome.add(postSome(DocumentKind.INVOICE, documents.byIds(DocumentKind.INVOICE, paid)));
        }
        Set<DocumentKey> moved = now.postsDeposits() ? new Banking(ledger).moved(reading.payments()) : Set.of();
        if (!moved.isEmpty()) {
            outcome.add(postSome(DocumentKind.BANK_DEPOSIT,
                    documents.byIds(DocumentKind.BANK_DEPOSIT, moved.stream().map(DocumentKey::id).toList())));
        }
        return outcome;
    }

    /** A deposit comes from no route that could put it aside. One without an id stays refused. */
    private void holdUnreadable(Outcome outcome) {
        outcome.refused().removeIf(one -> {
            if (!(one.row().get("id") instanceof Long id)) {
                return false;
            }
            DocumentKey key = new DocumentKey(tenant, books, DocumentKind.BANK_DEPOSIT, id);
            ledger.quarantine(key, List.of(Gap.of("record", one.why().getMessage())), clock.instant());
            outcome.results().put(key, Result.HELD);
            return true;
        });
    }

    private void describe(Reading reading, Map<DocumentKey, Result> results) {
        reading.sales().stream().filter(one -> results.get(one.key()) == Result.HELD)
                .forEach(one -> ledger.describe(one.key(), one.number(), one.date()));
        reading.payments().stream().filter(one -> results.get(one.key()) == Result.HELD)
                .forEach(one -> ledger.describe(one.key(), one.number(), one.date()));
        reading.deposits().stream().filter(one -> results.get(one.key()) == Result.HELD)
                .forEach(one -> ledger.describe(one.key(), one.number(), one.date()));
    }

    /** Where an invoice is final once it is paid, a payment can make it so. */
    private Set<Long> unposted(Reading reading) {
        Set<Long> settled = reading.payments().stream().filter(SourcePayment::active)
                .flatMap(payment -> payment.settles().stream()).map(Verdict.Settling::invoice)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        posted(settled.stream().map(this::invoice).toList()).forEach(key -> settled.remove(key.id()));
        return settled;
    }
}
