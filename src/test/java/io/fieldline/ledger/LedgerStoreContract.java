package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** What a ledger has to keep, wherever it keeps it. */
public abstract class LedgerStoreContract {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
    private static final Header HEADER = new Header(7, DAY, Optional.of(DAY.plusDays(30)), "I-1", "a memo",
            Optional.of("Net 30"),
            Optional.of("Springfield"), Optional.of("Illinois"), Optional.of("Check"), Optional.of("Undeposited Funds"),
            Optional.of("Refund"));
    private static final Content SALE = Content.sale(HEADER,
            List.of(new Line("HVAC", "Service", true, new BigDecimal("100.10"), "a repair", Optional.of(new BigDecimal("2.5"))),
                    new Line("Discount", "", false, new BigDecimal("-0.10"), "", Optional.empty())),
            new BigDecimal("9.75"));

    protected abstract LedgerStore store();

    private static DocumentKey source(DocumentKind kind, long id) {
        return new DocumentKey("acme", "books", kind, id);
    }

    private static EntryKey sale(long id, int part) {
        return new EntryKey(source(DocumentKind.INVOICE, id), Family.SALE, part);
    }

    private static EntryKey payment(long id) {
        return new EntryKey(source(DocumentKind.PAYMENT, id), Family.SETTLEMENT, 0);
    }

    private static LedgerEntry standing(EntryKey key, Content content, String ref) {
        return new LedgerEntry(key, content.form(), Optional.of(content), content.header().date(),
                Optional.of(new BooksRef(ref, content.header().number(), "3")), 2, Optional.empty(), false);
    }

    private static Content paying(String amount, Applied... applied) {
        return Content.settlement(HEADER, new BigDecimal(amount)).applying(List.of(applied));
    }

    private static Applied on(EntryKey target, String amount) {
        return new Applied(target, new BigDecimal(amount));
    }

    private List<LedgerEntry> of(DocumentKey source) {
        return store().of(List.of(source)).get(source);
    }

    @Test
    void anEntryComesBackAsItWasKept() {
        LedgerEntry one = standing(sale(1, 0), SALE, "11");
        LedgerEntry two = new LedgerEntry(sale(1, 1), Form.CREDIT, Optional.empty(), DAY, Optional.empty(), 0,
                Optional.of(new Intent(Optional.of(SALE), "request",
                        Optional.of(new Intent.Doubt(Instant.parse("2026-11-01T08:00:00Z"), 3)))),
                false);
        LedgerEntry three = new LedgerEntry(sale(2, 0), Form.INVOICE, Optional.of(SALE), DAY,
                Optional.of(new BooksRef("13", "", "")), 1, Optional.of(new Intent(Optional.empty(), "void")), true);
        LedgerEntry four = standing(payment(4), paying("50.00", on(sale(1, 0), "20.00"), on(sale(1, 1), "5.01")), "14");
        store().keep(List.of(two, one, three, four));

        assertThat(of(source(DocumentKind.INVOICE, 1))).containsExactly(one, two);
        assertThat(of(source(DocumentKind.INVOICE, 2))).containsExactly(three);
        assertThat(of(source(DocumentKind.PAYMENT, 4))).containsExactly(four);
        assertThat(of(source(DocumentKind.INVOICE, 99))).isEmpty();
        assertThat(store().underWay("acme", "books")).containsExactlyInAnyOrder(two, three);
        assertThat(store().underWay("summit", "books")).isEmpty();
    }

    @Test
    void anEntryThatIsKeptAgainReplacesWhatItWas() {
        store().keep(List.of(standing(payment(4), paying("50.00", on(sale(1, 0), "20.00")), "14")));
        LedgerEntry later = standing(payment(4), paying("50.00", on(sale(2, 0), "1.00")), "14");
        store().keep(List.of(later));

        assertThat(of(source(DocumentKind.PAYMENT, 4))).containsExactly(later);
        assertThat(store().settled(List.of(sale(1, 0), sale(2, 0)))).isEqualTo(Map.of(sale(2, 0), new BigDecimal("1.00")));
    }

    @Test
    void aDepositIsFoundByThePaymentsThatItTakes() {
        EntryKey bank = new EntryKey(source(DocumentKind.BANK_DEPOSIT, 8), Family.DEPOSIT, 0);
        LedgerEntry deposit = standing(bank, Content.deposit(HEADER, new BigDecimal("57.00"),
                Optional.of(Line.fee("Bank Charges", new BigDecimal("1.20"))))
                .applying(List.of(on(payment(4), "50.00"), on(payment(5), "7.00"))), "21");
        store().keep(List.of(deposit, standing(payment(4), paying("50.00", on(sale(1, 0), "20.00")), "14")));

        assertThat(of(bank.source())).containsExactly(deposit);
        assertThat(store().settling(payment(5))).containsExactly(deposit);
        assertThat(store().settled(List.of(payment(4), payment(6)))).isEqualTo(Map.of(payment(4), new BigDecimal("50.00")));
    }

    @Test
    void entriesAreFoundByTheBooksIds() {
        LedgerEntry one = standing(sale(1, 0), SALE, "11");
        LedgerEntry two = standing(sale(2, 0), SALE, "12");
        store().keep(List.of(one, two, standing(sale(3, 0), SALE, "13")));

        assertThat(store().referring("acme", "books", List.of("12", "11", "99"))).containsExactlyInAnyOrder(one, two);
        assertThat(store().referring("acme", "books", List.of())).isEmpty();
    }

    @Test
    void entriesOfTwoFormsThatShareAnIdAreBothFound() {
        LedgerEntry invoice = standing(sale(1, 0), SALE, "11");
        LedgerEntry payment = standing(payment(4), paying("50.00"), "11");
        store().keep(List.of(invoice, payment));

        assertThat(store().referring("acme", "books", List.of("11"))).containsExactlyInAnyOrder(invoice, payment);
    }

    @Test
    void entriesThatStandAreFoundByTheirDay() {
        LedgerEntry first = on(DAY.minusDays(1), sale(1, 0), "11");
        LedgerEntry last = on(DAY, sale(2, 0), "12");
        LedgerEntry empty = new LedgerEntry(sale(4, 0), Form.INVOICE, Optional.empty(), DAY, Optional.empty(), 1,
                Optional.empty(), false);
        store().keep(List.of(first, last, on(DAY.plusDays(1), sale(3, 0), "13"), empty));

        assertThat(store().onDays("acme", "books", DAY.minusDays(1), DAY)).containsExactlyInAnyOrder(first, last);
        assertThat(store().onDays("acme", "books", DAY.minusDays(9), DAY.minusDays(2))).isEmpty();
        assertThat(store().onDays("acme", "others", DAY.minusDays(1), DAY)).isEmpty();
    }

    private static LedgerEntry on(LocalDate day, EntryKey key, String ref) {
        LedgerEntry entry = standing(key, SALE, ref);
        return new LedgerEntry(key, entry.form(), entry.content(), day, entry.ref(), entry.revision(), entry.intent(), false);
    }

    @Test
    void whatIsSettledIsAddedUpOverTheEntriesThatStand() {
        LedgerEntry first = standing(payment(4), paying("50.00", on(sale(1, 0), "20.00"), on(sale(1, 1), "5.01")), "14");
        LedgerEntry second = standing(payment(5), paying("7.00", on(sale(1, 0), "7.00")), "15");
        LedgerEntry intended = new LedgerEntry(payment(6), Form.PAYMENT, Optional.empty(), DAY, Optional.empty(), 0,
                Optional.of(new Intent(Optional.of(paying("9.00", on(sale(1, 0), "9.00"))), "request")), false);
        store().keep(List.of(first, second, intended));

        assertThat(store().settled(List.of(sale(1, 0), sale(1, 1), sale(2, 0))))
                .isEqualTo(Map.of(sale(1, 0), new BigDecimal("27.00"), sale(1, 1), new BigDecimal("5.01")));
        assertThat(store().settling(sale(1, 0))).containsExactlyInAnyOrder(first, second);
        assertThat(store().settling(sale(1, 1))).containsExactly(first);
        assertThat(store().settling(sale(2, 0))).isEmpty();
    }

    @Test
    void aDocumentIsReadyOnceSomethingItWaitsForIsKept() {
        DocumentKey waiting = source(DocumentKind.PAYMENT, 4);
        store().awaits(Map.of(waiting, List.of(sale(1, 0).source(), sale(2, 0).source())), store().position("acme", "books"));
        assertThat(store().ready("acme", "books", 10)).isEmpty();
        store().keep(List.of(standing(sale(2, 0), SALE, "12")));
        assertThat(store().ready("acme", "books", 10)).containsExactly(waiting);
        assertThat(store().ready("summit", "books", 10)).isEmpty();

        store().awaits(Map.of(waiting, List.of(sale(1, 0).source())), store().position("acme", "books"));
        assertThat(store().ready("acme", "books", 10)).isEmpty();
        store().awaitsToo(waiting, List.of(sale(3, 0).source()), store().position("acme", "books"));
        store().keep(List.of(standing(sale(3, 0), SALE, "13"), standing(sale(1, 0), SALE, "11")));
        assertThat(store().ready("acme", "books", 10)).containsExactly(waiting);
        store().awaits(Map.of(waiting, List.of()), store().position("acme", "books"));
        assertThat(store().ready("acme", "books", 10)).isEmpty();
    }

    @Test
    void aDocumentWaitsInQuarantineUntilItIsReleased() {
        DocumentKey key = source(DocumentKind.INVOICE, 1);
        Gap gap = new Gap("item", "Tape", "the item Tape has no row in items", Optional.of("Duct Tape"),
                Optional.of("4f5e"));
        store().quarantine(key, List.of(gap), Instant.parse("2026-11-01T08:00:00Z"));
        assertThat(store().quarantined("acme", "books"))
                .containsExactly(new QuarantinedDocument(key, Optional.empty(), Optional.empty(), List.of(gap),
                        Instant.parse("2026-11-01T08:00:00Z")));

        store().quarantine(key, List.of(Gap.of("total", "it does not add up")), Instant.parse("2026-11-02T08:00:00Z"));
        assertThat(store().quarantined("acme", "books")).singleElement().satisfies(waiting -> {
            assertThat(waiting.gaps()).containsExactly(Gap.of("total", "it does not add up"));
            assertThat(waiting.since()).isEqualTo("2026-11-01T08:00:00Z");
        });
        assertThat(store().gaps(List.of(key, source(DocumentKind.INVOICE, 2))))
                .isEqualTo(Map.of(key, List.of(Gap.of("total", "it does not add up"))));
        store().release(List.of(key));
        assertThat(store().quarantined("acme", "books")).isEmpty();
    }

    @Test
    void aDocumentInQuarantineIsKnownByNumberAndDate() {
        DocumentKey key = source(DocumentKind.INVOICE, 1);
        store().describe(key, "I-1", DAY);
        assertThat(store().quarantined("acme", "books")).as("one that does not wait").isEmpty();

        store().quarantine(key, List.of(Gap.of("total", "it does not add up")), Instant.parse("2026-11-02T08:00:00Z"));
        store().describe(key, "I-1", DAY);
        store().quarantine(key, List.of(Gap.of("closed", "its day is closed")), Instant.parse("2026-11-03T08:00:00Z"));
        assertThat(store().quarantined("acme", "books")).singleElement().satisfies(waiting -> {
            assertThat(waiting.number()).contains("I-1");
            assertThat(waiting.date()).contains(DAY);
            assertThat(waiting.gaps()).containsExactly(Gap.of("closed", "its day is closed"));
        });
    }

    @Test
    void documentsInQuarantineAreCountedAndListedTheLongestWaitingFirst() {
        List<Gap> gaps = List.of(Gap.of("total", "it does not add up"));
        store().quarantine(source(DocumentKind.INVOICE, 1), gaps, Instant.parse("2026-11-02T08:00:00Z"));
        store().quarantine(source(DocumentKind.PAYMENT, 2), gaps, Instant.parse("2026-11-01T08:00:00Z"));
        store().quarantine(new DocumentKey("acme", "other", DocumentKind.PAYMENT, 3), gaps,
                Instant.parse("2026-11-01T08:00:00Z"));
        assertThat(store().quarantined("acme", "books")).extracting(QuarantinedDocument::key)
                .containsExactly(source(DocumentKind.PAYMENT, 2), source(DocumentKind.INVOICE, 1));
        assertThat(store().quarantinedCount("acme", "books")).isEqualTo(2);
        assertThat(store().quarantinedCount("summit", "books")).isZero();
    }

    @Test
    void whatADocumentWaitsForIsTold() {
        DocumentKey waiting = source(DocumentKind.PAYMENT, 4);
        store().awaits(Map.of(waiting, List.of(sale(2, 0).source(), sale(1, 0).source())), 7);
        assertThat(store().awaited(waiting)).containsExactly(sale(1, 0).source(), sale(2, 0).source());
        assertThat(store().awaited(source(DocumentKind.PAYMENT, 5))).isEmpty();
    }
}
