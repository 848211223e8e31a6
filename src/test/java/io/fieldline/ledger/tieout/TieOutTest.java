package io.fieldline.ledger.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;

/** The reason that is given for each kind of difference. */
class TieOutTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final Amounts AMOUNTS = new Amounts((what, name) -> name);
    private static final Amount LABOR = amount("invoice 1", "Labor", "100.00");
    private static final Amount PARTS = amount("invoice 1", "Parts", "20.00");

    @Test
    void whatAgreesIsNotListed() {
        Comparison comparison = TieOut.compare(List.of(LABOR, PARTS), List.of(PARTS, LABOR), List.of(LABOR, PARTS),
                Waiting.NONE);
        assertThat(comparison.agrees()).isTrue();
        assertThat(comparison.totals()).isEqualTo(
                new Totals(new BigDecimal("120.00"), new BigDecimal("120.00"), new BigDecimal("120.00")));
    }

    @Test
    void linesOfTheSameAccountAreOneAmount() {
        List<Amount> halves = List.of(amount("invoice 1", "Labor", "60.00"), amount("invoice 1", "Labor", "40.00"));
        assertThat(TieOut.compare(halves, List.of(LABOR), halves, Waiting.NONE).agrees()).isTrue();
    }

    @Test
    void oneThatWaitsInQuarantineSaysForWhat() {
        Waiting waiting = new Waiting(Map.of("invoice 1", List.of(Gap.of("item", "the item A has no row in items"),
                Gap.of("total", "its lines come to 1.00, its subtotal is 2.00"))), Map.of());
        assertThat(only(List.of(amount("invoice 1", "", "100.00")), List.of(), List.of(), waiting))
                .isEqualTo("waits in quarantine: the item A has no row in items, and its lines come to 1.00, its subtotal is"
                        + " 2.00");
    }

    @Test
    void oneThatIsNotFinalSaysSo() {
        Waiting waiting = new Waiting(Map.of(), Map.of("invoice 1", "it is not batched yet"));
        assertThat(only(List.of(amount("invoice 1", "", "100.00")), List.of(), List.of(), waiting))
                .isEqualTo("is not posted yet: it is not batched yet");
    }

    @Test
    void aCentThatChangedInServiceTitanIsTold() {
        assertThat(only(List.of(amount("invoice 1", "Labor", "100.01")), List.of(LABOR), List.of(LABOR), Waiting.NONE))
                .isEqualTo("changed in ServiceTitan since it was posted");
    }

    @Test
    void aCentThatWasChangedInTheBooksByHandIsTold() {
        Comparison comparison = TieOut.compare(List.of(LABOR, PARTS), List.of(LABOR, PARTS),
                List.of(LABOR, amount("invoice 1", "Parts", "20.01")), Waiting.NONE);
        assertThat(comparison.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.cell().account()).isEqualTo("Parts");
            assertThat(difference.amounts().difference()).isEqualTo("-0.01");
            assertThat(difference.spoken()).isEqualTo("was changed in the books by hand");
        });
    }

    @Test
    void whatIsMissingSomewhereIsTold() {
        assertThat(only(List.of(LABOR), List.of(), List.of(), Waiting.NONE)).isEqualTo("was not posted");
        assertThat(only(List.of(LABOR), List.of(LABOR), List.of(), Waiting.NONE))
                .isEqualTo("was posted, and is not in the books any more");
        assertThat(only(List.of(), List.of(LABOR), List.of(LABOR), Waiting.NONE))
                .isEqualTo("is not in ServiceTitan any more");
        assertThat(only(List.of(), List.of(), List.of(amount("Invoice 88", "Labor", "1.00")), Waiting.NONE))
                .isEqualTo("is only in the books");
    }

    @Test
    void bothReasonsAreGivenWhereBothSidesWentTheirOwnWay() {
        assertThat(only(List.of(amount("invoice 1", "Labor", "110.00")), List.of(LABOR),
                List.of(amount("invoice 1", "Labor", "110.00")), Waiting.NONE))
                .isEqualTo("changed in ServiceTitan since it was posted; was changed in the books by hand");
    }

    @Test
    void aCorrectionOnAnotherDayBecauseOfAClosedPeriodSaysWhere() {
        Amount later = new Amount(Family.SALE, "invoice 1", "1001", DAY.plusMonths(1), "North", "Labor", new BigDecimal("5"));
        List<Amount> posted = List.of(LABOR, later);
        Comparison comparison = TieOut.compare(List.of(amount("invoice 1", "Labor", "105.00")), posted, posted, Waiting.NONE);
        assertThat(comparison.differences()).extracting(Difference::spoken).containsExactly(
                "stands elsewhere in the books: 2026-11-05 North Labor",
                "stands elsewhere in the books: 2026-10-05 North Labor");
        assertThat(comparison.totals().difference()).isEqualByComparingTo("0");
        assertThat(comparison.documents()).isEqualTo(1);
    }

    @Test
    void salesAndMoneyAreNotAddedUp() {
        Amount payment = new Amount(Family.SETTLEMENT, "payment 3", "77", DAY, "", "Bank", new BigDecimal("40"));
        Comparison comparison = TieOut.compare(List.of(LABOR, payment), List.of(LABOR, payment), List.of(LABOR, payment),
                Waiting.NONE);
        assertThat(comparison.byFamily().get(Family.SALE).books()).isEqualTo("100.00");
        assertThat(comparison.byFamily().get(Family.SETTLEMENT).books()).isEqualTo("40.00");
        assertThat(comparison.by(Family.SALE, Cell::unit)).containsOnlyKeys("North");
    }

    @Test
    void aContentComesToItsLinesTaxAndMoney() {
        DocumentKey invoice = new DocumentKey("acme", "books", DocumentKind.INVOICE, 1);
        Header header = new Header(5, DAY, Optional.empty(), "1001", "", Optional.empty(), Optional.of("Austin"),
                Optional.of("TX"), Optional.empty(), Optional.of("Bank"), Optional.empty());
        Content sale = Content.sale(header, List.of(line("Labor", "North", "100"), line("Parts", "", "20")),
                new BigDecimal("1.65"));
        assertThat(AMOUNTS.of(invoice, sale)).containsExactly(amount("North", "invoice 1", "Labor", "100"),
                amount("Austin", "invoice 1", "Parts", "20"), amount("Austin", "invoice 1", "TX", "1.65"));
        DocumentKey payment = new DocumentKey("acme", "books", DocumentKind.PAYMENT, 2);
        assertThat(AMOUNTS.of(payment, Content.settlement(header, new BigDecimal("30")))).containsExactly(
                new Amount(Family.SETTLEMENT, "payment 2", "1001", DAY, "Austin", "Bank", new BigDecimal("30")));
    }

    @Test
    void anEntryStandsOnItsOwnDayAndAVoidOrAnAdoptedOneComesToNothing() {
        DocumentKey invoice = new DocumentKey("acme", "books", DocumentKind.INVOICE, 1);
        Header header = new Header(5, DAY, Optional.empty(), "1001", "", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        Content sale = Content.sale(header, List.of(line("Labor", "North", "100")), BigDecimal.ZERO);
        LocalDate open = DAY.plusDays(3);
        assertThat(AMOUNTS.of(entry(invoice, Optional.of(sale), open, false))).containsExactly(
                new Amount(Family.SALE, "invoice 1", "1001", open, "North", "Labor", new BigDecimal("100")));
        assertThat(AMOUNTS.of(entry(invoice, Optional.empty(), open, false))).isEmpty();
        assertThat(AMOUNTS.of(entry(invoice, Optional.of(sale), open, true))).isEmpty();
    }

    private static LedgerEntry entry(DocumentKey key, Optional<Content> content, LocalDate day, boolean adopted) {
        return new LedgerEntry(new EntryKey(key, Family.SALE, 0), Form.INVOICE, content, day, Optional.empty(), 1,
                Optional.empty(), adopted);
    }

    private static String only(List<Amount> serviceTitan, List<Amount> ledger, List<Amount> books, Waiting waiting) {
        List<Difference> differences = TieOut.compare(serviceTitan, ledger, books, waiting).differences();
        assertThat(differences).hasSize(1);
        return differences.get(0).spoken();
    }

    private static Line line(String item, String unit, String amount) {
        return new Line(item, unit, false, new BigDecimal(amount), "", Optional.empty());
    }

    private static Amount amount(String document, String account, String amount) {
        return amount("North", document, account, amount);
    }

    private static Amount amount(String unit, String document, String account, String amount) {
        return new Amount(Family.SALE, document, "1001", DAY, unit, account, new BigDecimal(amount));
    }
}
