package io.fieldline.ledger.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.Family;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;

class ReportsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final Amount LABOR = amount("invoice 1", "1001", "Labor", "100.00");
    private static final Amount HELD = amount("invoice 2", "=1+1", "", "30.50");
    private static final Waiting WAITING = new Waiting(
            Map.of("invoice 2", List.of(Gap.of("item", "the item \"A, <b>\" has no row in items"))), Map.of());
    private static final Comparison AGREES = TieOut.compare(List.of(LABOR), List.of(LABOR), List.of(LABOR), Waiting.NONE);
    private static final Comparison DIFFERS = TieOut.compare(List.of(LABOR, HELD), List.of(LABOR),
            List.of(amount("invoice 1", "1001", "Labor", "99.99")), WAITING);
    private static final Days OCTOBER = new Days(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31));
    private static final Findings DIFFERING = new Findings("Acme & Sons, 2026-10", OCTOBER, DIFFERS,
            List.of(new LeftOut("ServiceTitan's <pay>", "it failed", 2, new BigDecimal("14.00"))),
            List.of("ServiceTitan's record 9: total cannot be read"));

    @Test
    void theTableSaysTheTotalsAndListsWhatDiffers() {
        assertThat(TextReport.render(findings("Acme", AGREES))).isEqualTo("""
                Acme
                ServiceTitan, the ledger and the books agree to the cent.
                Sales: ServiceTitan 100.00, ledger 100.00, books 100.00, difference 0.00
                """);
        assertThat(TextReport.render(DIFFERING)).isEqualTo("""
                Acme & Sons, 2026-10
                They do not agree on 2 documents. 1 record of ServiceTitan could not be read.
                Sales: ServiceTitan 130.50, ledger 100.00, books 99.99, difference 30.51

                Day         Unit   Account  Document   Number  ServiceTitan  Ledger  Books  Difference  Reason
                2026-10-05  North           invoice 2  =1+1           30.50    0.00   0.00       30.50  waits in quarantine: \
                the item "A, <b>" has no row in items
                2026-10-05  North  Labor    invoice 1  1001          100.00  100.00  99.99        0.01  was changed in the \
                books by hand

                Left out              Documents  Amount  Reason
                ServiceTitan's <pay>          2   14.00  it failed

                could not be read: ServiceTitan's record 9: total cannot be read
                """);
    }

    @Test
    void theCsvQuotesAndHoldsNoFormula() {
        assertThat(CsvReport.render(DIFFERS)).isEqualTo(String.join("\r\n",
                "Day,Unit,Account,Document,Number,ServiceTitan,Ledger,Books,Difference,Reason",
                "2026-10-05,North,,invoice 2,'=1+1,30.50,0.00,0.00,30.50,"
                        + "\"waits in quarantine: the item \"\"A, <b>\"\" has no row in items\"",
                "2026-10-05,North,Labor,invoice 1,1001,100.00,100.00,99.99,0.01,was changed in the books by hand", ""));
        assertThat(CsvReport.render(AGREES).lines()).hasSize(1);
        Comparison more = TieOut.compare(List.of(), List.of(), List.of(LABOR), Waiting.NONE);
        assertThat(CsvReport.render(more)).contains(",0.00,0.00,100.00,-100.00,is only in the books");
    }

    @Test
    void thePageNeedsNothingElseAndTakesNoMarkupFromNames() {
        String page = HtmlReport.render(DIFFERING);
        assertThat(page).startsWith("<!doctype html>").contains("<title>Acme &amp; Sons, 2026-10</title>")
                .contains("They do not agree on 2 documents.").contains("the item &quot;A, &lt;b&gt;&quot; has no row in items")
                .contains("<td class=\"n off\">30.51</td>").contains("was changed in the books by hand")
                .doesNotContain("<b>", "http:", "https:", "src=", "href=", "<script", "@import", "url(");
        assertThat(page.split("<tr>")).as("rows closed").hasSize(page.split("</tr>").length);
        assertThat(HtmlReport.render(findings("Acme", AGREES))).contains("agree to the cent")
                .doesNotContain("What does not agree");
    }

    @Test
    void thePictureShowsEachDayAndMarksThoseThatDiffer() {
        String page = HtmlReport.render(DIFFERING);
        assertThat(page).contains("<title>2026-10-05: ServiceTitan 130.50, books 99.99, difference 30.51</title>")
                .contains("ServiceTitan&#39;s &lt;pay&gt;").contains("Could not be read: ServiceTitan&#39;s record 9");
        assertThat(page.split("<path d=")).as("marks").hasSize(2);
        String agreeing = HtmlReport.render(findings("Acme", AGREES));
        assertThat(agreeing.split("<rect ")).as("two bars").hasSize(3);
        assertThat(agreeing).doesNotContain("<path d=", "NaN", "Infinity");
        assertThat(HtmlReport.render(findings("Acme", TieOut.compare(List.of(amount("invoice 3", "3", "Labor", "-5.00")),
                List.of(), List.of(), Waiting.NONE)))).contains("ServiceTitan -5.00, books 0.00").doesNotContain("height=\"-");
    }

    @Test
    void aDayWhoseDifferencesMakeUpForEachOtherIsMarkedToo() {
        Amount moved = amount("invoice 1", "1001", "Parts", "100.00");
        String page = HtmlReport.render(findings("Acme", TieOut.compare(List.of(LABOR), List.of(LABOR), List.of(moved),
                Waiting.NONE)));
        assertThat(page).contains("books 100.00, difference 0.00</title>");
        assertThat(page.split("<path d=")).hasSize(2);
    }

    private static Findings findings(String title, Comparison comparison) {
        return new Findings(title, OCTOBER, comparison, List.of(), List.of());
    }

    private static Amount amount(String document, String number, String account, String amount) {
        return new Amount(Family.SALE, document, number, DAY, "North", account, new BigDecimal(amount));
    }
}
