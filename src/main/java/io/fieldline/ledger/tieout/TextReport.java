package io.fieldline.ledger.tieout;

import java.util.Set;

import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.report.TextTable;

/** What was found, in plain text: the verdict, sums, the table of differences, and what was left out. */
public final class TextReport {

    private TextReport() {}

    public static String render(Findings findings) {
        Comparison comparison = findings.comparison();
        StringBuilder text = new StringBuilder(findings.title()).append('\n').append(findings.verdict()).append('\n');
        comparison.byFamily().forEach((family, totals) -> text.append(ReportRows.name(family)).append(": ServiceTitan ")
                .append(totals.serviceTitan()).append(", ledger ").append(totals.ledger()).append(", books ")
                .append(totals.books()).append(", difference ").append(totals.difference()).append('\n'));
        if (!comparison.agrees()) {
            text.append('\n').append(TextTable.render(ReportRows.HEADINGS, ReportRows.of(comparison), ReportRows.AMOUNTS));
        }
        if (!findings.leftOut().isEmpty()) {
            text.append('\n').append(TextTable.render(LeftOut.HEADINGS,
                    findings.leftOut().stream().map(LeftOut::row).toList(), Set.of(1, 2)));
        }
        if (!findings.unreadable().isEmpty()) {
            text.append('\n');
            findings.unreadable().forEach(why -> text.append("could not be read: ").append(why).append('\n'));
        }
        return text.toString();
    }
}
