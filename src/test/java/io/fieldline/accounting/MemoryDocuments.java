package io.fieldline.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;

/** ServiceTitan as a test says it is: invoices of one line, and payments of them. */
final class MemoryDocuments implements SourceDocuments {

    static final LocalDate DAY = LocalDate.of(2026, 11, 5);

    final Map<Long, SourceSale> invoices = new LinkedHashMap<>();
    final Map<Long, SourcePayment> payments = new LinkedHashMap<>();
    final Map<Long, SourceDeposit> deposits = new LinkedHashMap<>();
    /** Deposits that cannot be read. */
    final Set<Long> broken = new LinkedHashSet<>();
    /** What the list of changed deposits shows. */
    final Set<Long> changedDeposits = new LinkedHashSet<>();
    Instant depositsSince;
    final Set<Long> completed = new LinkedHashSet<>();
    Instant completedSince;
    /** How often documents were read anew. */
    int reads;

    static DocumentKey invoice(long id) {
        return new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
    }

    static DocumentKey payment(long id) {
        return new DocumentKey("acme", "books", DocumentKind.PAYMENT, id);
    }

    void sell(long id, String sku, Set<Finality> finalities) {
        BigDecimal amount = new BigDecimal("100.00").add(BigDecimal.valueOf(id));
        invoices.put(id, new SourceSale(invoice(id), "I-" + id, DAY, Optional.empty(), 7, Optional.empty(), Set.of(),
                Optional.empty(), "", List.of(new SourceLine(Set.of(sku), Set.of(), Set.of(), "Service", Optional.empty(),
                        Optional.empty(), "", Optional.empty(), amount, false, true)),
                amount, BigDecimal.ZERO, amount, finalities, false, false, true, List.of()));
    }

    void sell(long id, String sku) {
        sell(id, sku, EnumSet.of(Finality.POSTED));
    }

    void pay(long id, long invoice) {
        BigDecimal amount = invoices.get(invoice).total();
        payments.put(id, new SourcePayment(payment(id), "P-" + id, DAY, 7, "Check", Optional.empty(), "", amount, true, false,
                true, List.of(new Verdict.Settling(invoice, "I-" + invoice, false, amount)), Optional.empty()));
    }

    /** A deposit to the bank account Operating, and its payments as they are now. */
    void deposit(long id, long... taken) {
        List<SourcePayment> some = LongStream.of(taken).mapToObj(payments::get).toList();
        BigDecimal gross = some.stream().filter(SourcePayment::active).map(SourcePayment::total).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        deposits.put(id, new SourceDeposit(deposit(id), "D-" + id, DAY.plusDays(1), Set.of("Operating"), gross,
                BigDecimal.ZERO, gross, true, true, false, true,
                some.stream().map(one -> new SourceDeposit.Payment(one.key().id(), one.number(), one.date(), one.type(),
                        one.total(), one.active())).toList()));
        some.forEach(one -> put(in(one, Optional.of(id), one.active())));
    }

    /** A payment that bounced, or that came to another deposit. */
    static SourcePayment in(SourcePayment one, Optional<Long> deposit, boolean active) {
        return new SourcePayment(one.key(), one.number(), one.date(), one.customer(), one.type(), one.businessUnit(),
                one.memo(), one.total(), one.posted(), one.exported(), active, one.settles(), deposit);
    }

    void put(SourcePayment payment) {
        payments.put(payment.key().id(), payment);
    }

    static DocumentKey deposit(long id) {
        return new DocumentKey("acme", "books", DocumentKind.BANK_DEPOSIT, id);
    }

    static List<Map<String, Object>> rows(long... ids) {
        return LongStream.of(ids).mapToObj(id -> Map.<String, Object>of("id", id)).toList();
    }

    @Override
    public ReadPage<SourceSale> invoices(List<Map<String, Object>> rows, Coding coding) {
        return new ReadPage<>(rows.stream().map(row -> invoices.get(row.get("id"))).toList(), List.of());
    }

    @Override
    public ReadPage<SourcePayment> payments(List<Map<String, Object>> rows, Coding coding) {
        return new ReadPage<>(rows.stream().map(row -> payments.get(row.get("id"))).toList(), List.of());
    }

    @Override
    public ReadPage<SourceSale> creditMemos(List<Map<String, Object>> rows, Coding coding) {
        throw new AssertionError("there are none");
    }

    @Override
    public ReadPage<SourceDeposit> deposits(List<Map<String, Object>> rows) {
        return new ReadPage<>(
                rows.stream().filter(row -> !broken.contains(row.get("id"))).map(row -> deposits.get(row.get("id"))).toList(),
                rows.stream().filter(row -> broken.contains(row.get("id"))).map(row -> new ReadPage.Refused(row,
                        new RejectedRecordException("ServiceTitan's record " + row.get("id") + ": netAmount cannot be read")))
                        .toList());
    }

    @Override
    public List<Map<String, Object>> depositsChangedSince(Instant since) {
        depositsSince = since;
        return rows(changedDeposits.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public List<Map<String, Object>> byIds(DocumentKind kind, Collection<Long> ids) {
        reads++;
        Map<Long, ?> there = switch (kind) {
            case PAYMENT -> payments;
            case BANK_DEPOSIT -> deposits;
            default -> invoices;
        };
        return rows(ids.stream().filter(there::containsKey).mapToLong(Long::longValue).toArray());
    }

    @Override
    public Collection<Long> invoicesOfJobsCompletedSince(Instant since) {
        completedSince = since;
        return completed;
    }

    @Override
    public List<Map<String, Object>> between(DocumentKind kind, LocalDate from, LocalDate until) {
        if (kind != DocumentKind.BANK_DEPOSIT) {
            throw new AssertionError("no days are read");
        }
        return rows(deposits.values().stream().filter(one -> !one.date().isBefore(from) && !one.date().isAfter(until))
                .mapToLong(one -> one.key().id()).toArray());
    }
}
