package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

import io.fieldline.ledger.Family;

/** A comparison as one HTML page that needs nothing else. */
public final class HtmlReport {

    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1b1b1b;margin:2rem auto;max-width:75rem;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
            .verdict{padding:.75rem 1rem;border-left:.4rem solid #2e7d32;background:#f1f8f1;font-weight:600}
            .differs{border-color:#c62828;background:#fdf2f2}
            table{border-collapse:collapse;width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid #ddd;text-align:left;
            vertical-align:top}th{border-bottom:2px solid #999}.n{text-align:right;font-variant-numeric:tabular-nums;
            white-space:nowrap}.off{color:#c62828;font-weight:600}
            @media print{body{margin:0;max-width:none}}
            """;
    private static final String AMOUNTS = "<th class=\"n\">ServiceTitan</th><th class=\"n\">Ledger</th>"
            + "<th class=\"n\">Books</th><th class=\"n\">Difference</th>";
    private static final int FIRST_AMOUNT = 5;
    private static final int LAST_AMOUNT = 8;

    private HtmlReport() {}

    /** @param title such as the tenant and the month */
    public static String render(String title, Comparison comparison) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title)).append("</title><style>\n").append(STYLE).append("</style></head><body>\n<h1>")
                .append(escaped(title)).append("</h1>\n<p class=\"verdict").append(comparison.agrees() ? "" : " differs")
                .append("\">").append(escaped(ReportRows.verdict(comparison))).append("</p>\n");
        comparison.byFamily().forEach((family, totals) -> family(page, comparison, family, totals));
        if (!comparison.agrees()) {
            differences(page, ReportRows.of(comparison));
        }
        return page.append("</body></html>\n").toString();
    }

    private static void family(StringBuilder page, Comparison comparison, Family family, Totals totals) {
        page.append("<h2>").append(ReportRows.name(family)).append("</h2>\n<table><thead><tr><th></th>").append(AMOUNTS)
                .append("</tr></thead><tbody>\n").append(sums("All", totals)).append("</tbody></table>\n");
        sums(page, "Unit", comparison.by(family, Cell::unit));
        sums(page, "Account", comparison.by(family, Cell::account));
        sums(page, "Day", comparison.by(family, Cell::day));
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
        return "<tr><td>" + escaped(name) + "</td><td class=\"n\">" + totals.serviceTitan() + "</td><td class=\"n\">"
                + totals.ledger() + "</td><td class=\"n\">" + totals.books() + "</td><td class=\"" + differs + "\">"
                + totals.difference() + "</td></tr>\n";
    }

    private static void differences(StringBuilder page, List<List<String>> rows) {
        page.append("<h2>What does not agree</h2>\n<table><thead>").append(row("th", ReportRows.HEADINGS))
                .append("</thead><tbody>\n");
        rows.forEach(row -> page.append(row("td", row)));
        page.append("</tbody></table>\n");
    }

    private static String row(String element, List<String> texts) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int column = 0; column < texts.size(); column++) {
            boolean amount = column >= FIRST_AMOUNT && column <= LAST_AMOUNT;
            row.append('<').append(element).append(amount ? " class=\"n\">" : ">").append(escaped(texts.get(column)))
                    .append("</").append(element).append('>');
        }
        return row.append("</tr>\n").toString();
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(letter -> switch (letter) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> Character.toString(letter);
        }).collect(Collectors.joining());
    }
}
