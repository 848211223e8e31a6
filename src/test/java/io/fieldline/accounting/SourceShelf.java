package io.fieldline.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;

/** Documents of ServiceTitan that a test puts there. */
public final class SourceShelf implements SourceDocuments {

    public final Map<Long, SourceSale> invoices = new LinkedHashMap<>();
    public final Map<Long, SourcePayment> payments = new LinkedHashMap<>();
    public final Map<Long, SourceDeposit> deposits = new LinkedHashMap<>();
    /** Invoices that cannot be read. */
    public final Set<Long> broken = new HashSet<>();

    /** What an invoice is like whose test does not say so. */
    public record Like(LocalDate day, boolean posted, boolean exported, boolean active, String unit) {

        public static Like on(LocalDate day) {
            return new Like(day, true, false, true, "Service");
        }

        public Like pending() {
            return new Like(day, false, exported, active, unit);
        }

        public Like exportedByOthers() {
            return new Like(day, posted, true, active, unit);
        }

        public Like failed() {
            return new Like(day, posted, exported, false, unit);
        }
    }

    public static DocumentKey key(DocumentKind kind, long id) {
        return new DocumentKey("acme", "books", kind, id);
    }

    /** @param lines such as <code>Labor 100.00</code>, not taxed */
    public SourceSale invoice(long id, Like like, String tax, String... lines) {
        List<SourceLine> sold = Arrays.stream(lines).map(SourceShelf::line).toList();
        BigDecimal subTotal = sold.stream().map(SourceLine::total).reduce(new BigDecimal("0.00"), BigDecimal::add);
        SourceSale sale = new SourceSale(key(DocumentKind.INVOICE, id), "I-" + id, like.day(), Optional.empty(), 1,
                Optional.of(like.unit()), Set.of("Local"), Optional.empty(), "", sold, subTotal, new BigDecimal(tax),
                subTotal.add(new BigDecimal(tax)), like.posted() ? EnumSet.of(Finality.POSTED) : Set.of(), like.exported(),
                false,
                like.active(), List.of());
        invoices.put(id, sale);
        return sale;
    }

    private static SourceLine line(String text) {
        String name = text.substring(0, text.lastIndexOf(' '));
        return new SourceLine(Set.of(name), Set.of(), Set.of(), "Service", Optional.empty(), Optional.empty(), name,
                Optional.of(BigDecimal.ONE), new BigDecimal(text.substring(text.lastIndexOf(' ') + 1)), false, true);
    }

    public SourcePayment payment(long id, Like like, String type, String amount) {
        SourcePayment payment = new SourcePayment(key(DocumentKind.PAYMENT, id), "P-" + id, like.day(), 1, type,
                Optional.empty(), "", new BigDecimal(amount), like.posted(), like.exported(), like.active(), List.of(),
                Optional.empty());
        payments.put(id, payment);
        return payment;
    }

    @Override
    public ReadPage<SourceSale> invoices(List<Map<String, Object>> rows, Coding coding) {
        List<ReadPage.Refused> refused = rows.stream().filter(row -> broken.contains(row.get("id")))
                .map(row -> new ReadPage.Refused(row,
                        new RejectedRecordException("ServiceTitan's record " + row.get("id") + ": total cannot be read")))
                .toList();
        return new ReadPage<>(rows.stream().map(row -> row.get("id")).filter(id -> !broken.contains(id)).map(invoices::get)
                .toList(), refused);
    }

    @Override
    public ReadPage<SourcePayment> payments(List<Map<String, Object>> rows, Coding coding) {
        return new ReadPage<>(rows.stream().map(row -> payments.get(row.get("id"))).toList(), List.of());
    }

    @Override
    public ReadPage<SourceSale> creditMemos(List<Map<String, Object>> rows, Coding coding) {
        return new ReadPage<>(List.of(), List.of());
    }

    /** One that takes payments to the bank account Operating, without fees. */
    public SourceDeposit deposit(long id, Like like, SourcePayment... taken) {
        BigDecimal gross = Arrays.stream(taken).map(SourcePayment::total).reduce(new BigDecimal("0.00"), BigDecimal::add);
        SourceDeposit deposit = new SourceDeposit(key(DocumentKind.BANK_DEPOSIT, id), "D-" + id, like.day(),
                Set.of("Operating"), gross, BigDecimal.ZERO, gross, true, like.posted(), like.exported(), like.active(),
                Arrays.stream(taken).map(one -> new SourceDeposit.Payment(one.key().id(), one.number(), one.date(), one.type(),
                        one.total(), one.active())).toList());
        deposits.put(id, deposit);
        return deposit;
    }

    @Override
    public ReadPage<SourceDeposit> deposits(List<Map<String, Object>> rows) {
        return new ReadPage<>(rows.stream().map(row -> deposits.get(row.get("id"))).toList(), List.of());
    }

    @Override
    public List<Map<String, Object>> depositsChangedSince(Instant since) {
        return List.of();
    }

    @Override
    public List<Map<String, Object>> byIds(DocumentKind kind, Collection<Long> ids) {
        return days(kind).keySet().stream().filter(ids::contains).map(SourceShelf::row).toList();
    }

    @Override
    public List<Map<String, Object>> between(DocumentKind kind, LocalDate from, LocalDate until) {
        return days(kind).entrySet().stream().filter(one -> !one.getValue().isBefore(from) && !one.getValue().isAfter(until))
                .map(one -> row(one.getKey())).toList();
    }

    /** Its invoices are of no job. */
    @Override
    public Collection<Long> invoicesOfJobsCompletedSince(Instant since) {
        return Set.of();
    }

    private Map<Long, LocalDate> days(DocumentKind kind) {
        Map<Long, LocalDate> days = new LinkedHashMap<>();
        if (kind == DocumentKind.INVOICE) {
            invoices.forEach((id, one) -> days.put(id, one.date()));
        } else if (kind == DocumentKind.PAYMENT) {
            payments.forEach((id, one) -> days.put(id, one.date()));
        } else if (kind == DocumentKind.BANK_DEPOSIT) {
            deposits.forEach((id, one) -> days.put(id, one.date()));
        }
        return days;
    }

    private static Map<String, Object> row(long id) {
        return Map.of("id", id);
    }
}
