package io.fieldline.ledger.tieout;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import io.fieldline.ledger.Family;
import io.fieldline.ledger.report.HtmlPage;
import io.fieldline.ledger.report.LeftOut;

/** What was found, as one HTML page that needs nothing else: a chart of the days, sums, and what does not agree. */
public final class HtmlReport {

    private static final String AMOUNTS = "<th class=\"n\">ServiceTitan</th><th class=\"n\">Ledger</th>"
            + "<th class=\"n\">Books</th><th class=\"n\">Difference</th>";

    private HtmlReport() {}

    public static String render(Findings findings) {
        Comparison comparison = findings.comparison();
        HtmlPage page = new HtmlPage(findings.title(), findings.verdict(), findings.agree());
        comparison.byFamily().forEach((family, totals) -> page.heading(ReportRows.name(family))
                .markup(DayChart.of(ReportRows.name(family), findings.days(), comparison.by(family, Cell::day),
                        differing(comparison, family)))
                .markup(family(comparison, family, totals)));
        if (!comparison.agrees()) {
            page.heading("What does not agree").table(ReportRows.HEADINGS, ReportRows.of(comparison), ReportRows.AMOUNTS);
        }
        if (!findings.leftOut().isEmpty()) {
            page.heading("What was left out").table(LeftOut.HEADINGS, findings.leftOut().stream().map(LeftOut::row).toList(),
                    Set.of(1, 2));
        }
        findings.unreadable().forEach(why -> page.paragraph("Could not be read: " + why));
        return page.end();
    }

    private static Set<LocalDate> differing(Comparison comparison, Family family) {
        return comparison.differences().stream().map(Difference::cell).filter(cell -> cell.family() == family).map(Cell::day)
                .collect(Collectors.toSet());
    }

    private static String family(Comparison comparison, Family family, Totals totals) {
        StringBuilder page = new StringBuilder("<table><thead><tr><th></th>").append(AMOUNTS)
                .append("</tr></thead><tbody>\n").append(sums("All", totals)).append("</tbody></table>\n");
        sums(page, "Unit", comparison.by(family, Cell::unit));
        sums(page, "Account", comparison.by(family, Cell::account));
        sums(page, "Day", comparison.by(family, Cell::day));
        return page.toString();
    }

    private static <K> void sums(StringBuilder page, String heading, SortedMap<K, Totals> sums) {
        page.append("<details").append(sums.values().stream().allMatch(Totals::agree) ? "" : " open").append("><summary>By ")
                .append(heading.toLowerCase(Locale.ROOT)).append("</summary><table><thead><tr><th>").append(heading)
                .append("</th>").append(AMOUNTS).append("</tr></thead><tbody>\n");
        sums.forEach((name, totals) -> page.append(sums(name.toString().isEmpty() ? "(none)" : name.toString(), totals)));
        page.append("</tbody></table></details>\n");
    }

    private static String sums(String name, Totals totals) {
        String differs = totals.agree() ? "n" : "n off";
        return "<tr><td>" + HtmlPage.escaped(name) + "</td><td class=\"n\">" + totals.serviceTitan() + "</td><td class=\"n\">"
                + totals.ledger() + "</td><td class=\"n\">" + totals.books() + "</td><td class=\"" + differs + "\">"
                + totals.difference() + "</td></tr>\n";
    }
}
