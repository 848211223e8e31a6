package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.Verdict;
import io.fieldline.sandbox.http.FaultRates;

/** Some days of a business, posted while a tenth of all calls fails, half of these once QuickBooks had done what was asked. */
class PostingToQuickBooksTest {

    private static final int INVOICES = 40;
    private static final int CUSTOMERS = 8;
    private static final Map<String, String> ITEMS = Map.of("HVAC Service", "HVAC Service Income", "Plumbing Install",
            "Plumbing Install Income", "Membership", "Deferred Membership Revenue", "Discount", "Discounts Given", "Refund",
            "Refunds and Allowances");
    private static final FaultRates SOME = FaultRates
            .parse("server-error=0.02,connection-reset=0.02,html-unavailable=0.005,too-many-requests=0.002")
            .withSlowness(Duration.ofMillis(1));

    @TempDir
    Path folder;

    private LocalCompany local;
    private Poster poster;
    private final Random random = new Random(20261005);
    private final Map<DocumentKey, Source> sources = new LinkedHashMap<>();

    /** A document as ServiceTitan has it. */
    private static final class Source {
        final DocumentKey key;
        final Header header;
        List<Line> lines = new ArrayList<>();
        BigDecimal tax = new BigDecimal("0.00");
        boolean active = true;
        final Map<Long, BigDecimal> settles = new LinkedHashMap<>();
        /** What a deposit takes. */
        final Set<Source> takes = new LinkedHashSet<>();
        BigDecimal fee = new BigDecimal("0.00");

        Source(DocumentKey key, Header header) {
            this.key = key;
            this.header = header;
        }

        BigDecimal total() {
            return active && key.kind() == DocumentKind.BANK_DEPOSIT
                    ? taken().subtract(fee)
                    : active
                            ? lines.stream().map(Line::amount).reduce(tax, BigDecimal::add)
                            : new BigDecimal("0.00");
        }

        private BigDecimal taken() {
            return takes.stream().map(Source::total).reduce(new BigDecimal("0.00"), BigDecimal::add);
        }

        private Judged deposit() {
            List<Verdict.Banked.Payment> payments = takes.stream().filter(one -> one.active)
                    .map(one -> new Verdict.Banked.Payment(one.key.id(), one.header.number(), one.total())).toList();
            return new Judged(key, payments.isEmpty()
                    ? new Verdict.Wanted(Optional.empty(), List.of())
                    : new Verdict.Wanted(
                            Optional.of(Content.deposit(header, taken(),
                                    Optional.of(Line.fee("Merchant Fees", fee)).filter(line -> fee.signum() != 0))),
                            List.of(), Optional.of(new Verdict.Banked(Set.of("Undeposited Funds"), payments))));
        }

        Judged judged() {
            if (key.kind() == DocumentKind.BANK_DEPOSIT) {
                return deposit();
            }
            Family family = key.kind().family();
            return new Judged(key, new Verdict.Wanted(
                    active ? Optional.of(new Content(family, header, lines, tax, List.of())) : Optional.empty(),
                    settles.entrySet().stream()
                            .map(one -> new Verdict.Settling(one.getKey(), "I" + one.getKey(), false, one.getValue()))
                            .toList()));
        }
    }

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
        poster = new Poster(local.store.ledger(), Instant::now);
        for (long id = 1; id <= CUSTOMERS; id++) {
            local.customer(id, id % 4 == 0 ? "John Smith" : "Customer " + id);
        }
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void theBooksHoldWhatServiceTitanHoldsWhateverFails() {
        local.quickBooks.faults(SOME, SOME);
        firstDays();
        bank();
        post();
        assertThatBooksAgree();

        laterChanges();
        bankLater();
        post();
        assertThatBooksAgree();

        local.quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
        local.quickBooks.forgetCalls();
        assertThat(postOnce(sources.keySet()).values()).containsOnly(Result.UNCHANGED);
        assertThat(local.writes()).isZero();
    }

    private void firstDays() {
        for (long id = 1; id <= INVOICES; id++) {
            Source invoice = source(DocumentKind.INVOICE, id, LocalCompany.header(1 + id % CUSTOMERS, "I" + id));
            sell(invoice, "HVAC Service", cents(20_000));
            sell(invoice, id % 3 == 0 ? "Membership" : "Plumbing Install", cents(90_000));
            invoice.tax = taxOf(invoice);
            if (id % 10 == 0) {
                sell(invoice, "Discount", cents(500_000).negate());
            }
        }
        for (long id = 1; id <= INVOICES; id += 2) {
            Source one = invoice(id);
            Source payment = source(DocumentKind.PAYMENT, id, LocalCompany.moneyHeader(one.header.customer(), "P" + id));
            BigDecimal owed = one.total().max(new BigDecimal("1.00"));
            payment.settles.put(id, id % 4 == 1 ? owed : owed.divide(new BigDecimal(3), 2, RoundingMode.DOWN));
            if (id + CUSTOMERS <= INVOICES) {
                payment.settles.put(id + CUSTOMERS, new BigDecimal("5.01"));
            }
            payment.lines.add(Line.money(payment.settles.values().stream().reduce(new BigDecimal("2.50"), BigDecimal::add)));
        }
        for (long id = 101; id <= 103; id++) {
            Source refund = source(DocumentKind.PAYMENT, id, LocalCompany.moneyHeader(id % CUSTOMERS + 1, "R" + id));
            refund.lines.add(Line.money(cents(9_000).negate()));
        }
        for (long id = 1; id <= 4; id++) {
            Source credit = source(DocumentKind.CREDIT_MEMO, id, LocalCompany.header(1 + (id * 2) % CUSTOMERS, "C" + id));
            sell(credit, "HVAC Service", new BigDecimal("-12.34"));
            credit.settles.put(id * 2, new BigDecimal("12.34"));
        }
    }

    /** Each takes some payments, the first one a refund as well, of which the bank keeps a fee. */
    private void bank() {
        for (long id = 1; id <= 3; id++) {
            Source deposit = source(DocumentKind.BANK_DEPOSIT, id, new Header(Header.NOBODY, LocalCompany.DAY.plusDays(1),
                    Optional.empty(), "D" + id, "D" + id, Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.of("Checking"), Optional.empty()));
            for (long payment = 1; payment <= 9; payment += 2) {
                deposit.takes.add(sources.get(key(DocumentKind.PAYMENT, payment + 10 * (id - 1))));
            }
        }
        Source first = sources.get(key(DocumentKind.BANK_DEPOSIT, 1));
        first.takes.add(sources.get(key(DocumentKind.PAYMENT, 101)));
        first.fee = new BigDecimal("3.07");
    }

    /** A payment bounced (5, of the first), one came to another deposit, one grew, and a deposit was given up. */
    private void bankLater() {
        Source first = sources.get(key(DocumentKind.BANK_DEPOSIT, 1));
        Source second = sources.get(key(DocumentKind.BANK_DEPOSIT, 2));
        Source moved = sources.get(key(DocumentKind.PAYMENT, 3));
        first.takes.remove(moved);
        second.takes.add(moved);
        sources.get(key(DocumentKind.PAYMENT, 11)).lines.set(0,
                Line.money(sources.get(key(DocumentKind.PAYMENT, 11)).total().add(new BigDecimal("4.44"))));
        sources.get(key(DocumentKind.BANK_DEPOSIT, 3)).takes.clear();
    }

    /** Edits, voids, a credit taken back, a payment that bounced, a sale that became a credit. */
    private void laterChanges() {
        for (long id = 1; id <= INVOICES; id++) {
            Source invoice = invoice(id);
            if (id % 5 == 0) {
                sell(invoice, "HVAC Service", cents(3_000));
                invoice.tax = taxOf(invoice);
            }
            if (id % 7 == 0) {
                invoice.active = false;
            }
            if (id % 11 == 0) {
                sell(invoice, "Discount", new BigDecimal("-9000.00"));
            }
        }
        sources.get(key(DocumentKind.CREDIT_MEMO, 2)).active = false;
        sources.get(key(DocumentKind.PAYMENT, 102)).active = false;
        sources.get(key(DocumentKind.PAYMENT, 5)).active = false;
    }

    /** ServiceTitan lets nobody settle more than is owed, nor what another customer owes. */
    private void makeConsistent() {
        Map<Long, BigDecimal> open = new LinkedHashMap<>();
        sources.values().stream().filter(one -> one.key.kind() == DocumentKind.INVOICE)
                .forEach(one -> open.put(one.key.id(), one.total().max(BigDecimal.ZERO)));
        sources.values().stream().filter(one -> one.key.kind() != DocumentKind.INVOICE && one.active)
                .forEach(one -> one.settles.entrySet().forEach(settled -> {
                    boolean own = invoice(settled.getKey()).header.customer() == one.header.customer();
                    BigDecimal part = own ? settled.getValue().min(open.get(settled.getKey())) : BigDecimal.ZERO;
                    settled.setValue(part.setScale(2));
                    open.merge(settled.getKey(), part.negate(), BigDecimal::add);
                }));
    }

    private void post() {
        makeConsistent();
        postUntilTaken(sources.keySet());
        for (int turn = 0; turn < 10 && !ready().isEmpty(); turn++) {
            postUntilTaken(ready());
        }
        assertThat(ready()).isEmpty();
        assertThat(local.store.ledger().quarantined("acme", "books")).isEmpty();
        assertThat(local.store.ledger().underWay("acme", "books")).isEmpty();
    }

    private List<DocumentKey> ready() {
        return local.store.ledger().ready("acme", "books", 1_000);
    }

    private void postUntilTaken(Collection<DocumentKey> keys) {
        RetryLaterException last = null;
        for (int turn = 0; turn < 20; turn++) {
            try {
                postOnce(keys);
                return;
            } catch (RetryLaterException e) {
                last = e;
            }
        }
        throw last;
    }

    private Map<DocumentKey, Result> postOnce(Collection<DocumentKey> keys) {
        OpenPeriod period = new OpenPeriod(local.books.closedUntil(), LocalDate.of(2026, 10, 20), true);
        return poster.post(local.books, period, keys.stream().map(key -> sources.get(key).judged()).toList());
    }

    private void assertThatBooksAgree() {
        Map<String, BigDecimal> expected = new TreeMap<>();
        sources.values().stream().filter(one -> one.active).forEach(one -> {
            if (one.key.kind() == DocumentKind.BANK_DEPOSIT) {
                BigDecimal taken = one.total().signum() == 0 ? one.total() : one.total().add(one.fee);
                add(expected, "Checking", one.total());
                add(expected, "Undeposited Funds", taken.negate());
                add(expected, "Merchant Fees", taken.subtract(one.total()));
                return;
            }
            boolean money = one.key.kind() == DocumentKind.PAYMENT;
            boolean refund = money && one.total().signum() < 0;
            add(expected, money ? "Undeposited Funds" : "Accounts Receivable (A/R)", one.total());
            if (refund) {
                add(expected, "Refunds and Allowances", one.total().negate());
            } else if (money) {
                add(expected, "Accounts Receivable (A/R)", one.total().negate());
            } else {
                one.lines.forEach(line -> add(expected, ITEMS.get(line.item()), line.amount().negate()));
                add(expected, "Sales Tax Payable", one.tax.negate());
            }
        });
        expected.values().removeIf(balance -> balance.signum() == 0);
        assertThat(local.quickBooks.ledger().trialBalance()).isEqualTo(expected);

        sources.values().forEach(one -> assertThat(inLedger(one.key)).as(one.key.spoken()).isEqualByComparingTo(one.total()));
        sources.values().stream().filter(one -> one.key.kind() == DocumentKind.INVOICE && one.total().signum() > 0)
                .forEach(one -> assertThat(balance(one.key)).as("open of " + one.key.spoken())
                        .isEqualByComparingTo(one.total().subtract(settled(one.key.id()))));
        List<String> notes = Stream.of("Invoice", "CreditMemo", "Payment", "RefundReceipt", "Deposit")
                .flatMap(kind -> local.quickBooks.owner().records(kind).stream().map(row -> kind + key(row))).toList();
        assertThat(notes).doesNotHaveDuplicates();
    }

    private BigDecimal settled(long invoice) {
        return sources.values().stream().filter(one -> one.active)
                .map(one -> one.settles.getOrDefault(invoice, BigDecimal.ZERO)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal balance(DocumentKey key) {
        return local.quickBooks.owner().records("Invoice").stream()
                .filter(row -> key(row).equals("Fieldline acme/invoice/" + key.id() + "/0"))
                .map(row -> row.path("Balance").decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String key(JsonNode row) {
        return Arrays.stream(row.path("PrivateNote").asText().replaceFirst("^Voided - ", "").split("\n")).findFirst()
                .orElseThrow();
    }

    private BigDecimal inLedger(DocumentKey key) {
        return local.store.ledger().of(List.of(key)).get(key).stream().map(LedgerEntry::content).flatMap(Optional::stream)
                .map(Content::total).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    private static void add(Map<String, BigDecimal> balances, String account, BigDecimal amount) {
        balances.merge(account, amount, BigDecimal::add);
    }

    private static DocumentKey key(DocumentKind kind, long id) {
        return new DocumentKey("acme", "books", kind, id);
    }

    private Source invoice(long id) {
        return sources.get(key(DocumentKind.INVOICE, id));
    }

    private Source source(DocumentKind kind, long id, Header header) {
        Source source = new Source(key(kind, id), header);
        sources.put(source.key, source);
        return source;
    }

    private BigDecimal cents(int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most), 2);
    }

    private static void sell(Source source, String item, BigDecimal amount) {
        source.lines.add(new Line(item, "HVAC - Service", amount.signum() > 0, amount, "", Optional.of(new BigDecimal(3))));
    }

    private static BigDecimal taxOf(Source source) {
        return source.lines.stream().filter(Line::taxed).map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(new BigDecimal("0.0975")).setScale(2, RoundingMode.HALF_UP);
    }
}
