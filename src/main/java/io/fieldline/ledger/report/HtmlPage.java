package io.fieldline.ledger.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An HTML page that needs nothing else. Whatever text it is given is shown as text. */
public final class HtmlPage {

    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1b1b1b;margin:2rem auto;max-width:75rem;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
            .verdict{padding:.75rem 1rem;border-left:.4rem solid #2e7d32;background:#f1f8f1;font-weight:600}
            .differs{border-color:#c62828;background:#fdf2f2}
            table{border-collapse:collapse;width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid #ddd;text-align:left;
            vertical-align:top}th{border-bottom:2px solid #999}.n{text-align:right;font-variant-numeric:tabular-nums;
            white-space:nowrap}.off{color:#c62828;font-weight:600}
            svg{width:100%;height:auto;margin:.5rem 0 1rem}svg text{font-size:11px;fill:#555}
            @media print{body{margin:0;max-width:none}}
            """;

    private final StringBuilder page;

    /** @param good whether the verdict is */
    public HtmlPage(String title, String verdict, boolean good) {
        page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title)).append("</title><style>\n").append(STYLE).append("</style></head><body>\n<h1>")
                .append(escaped(title)).append("</h1>\n<p class=\"verdict").append(good ? "" : " differs").append("\">")
                .append(escaped(verdict)).append("</p>\n");
    }

    public HtmlPage heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    public HtmlPage paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** @param amounts columns that stand to the right, counted from 0 */
    public HtmlPage table(List<String> headings, List<List<String>> rows, Set<Integer> amounts) {
        page.append("<table><thead>").append(row("th", headings, amounts)).append("</thead><tbody>\n");
        rows.forEach(row -> page.append(row("td", row, amounts)));
        page.append("</tbody></table>\n");
        return this;
    }

    /** @param markup as it is */
    public HtmlPage markup(String markup) {
        page.append(markup);
        return this;
    }

    public String end() {
        return page + "</body></html>\n";
    }

    private static String row(String element, List<String> texts, Set<Integer> amounts) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int column = 0; column < texts.size(); column++) {
            row.append('<').append(element).append(amounts.contains(column) ? " class=\"n\">" : ">")
                    .append(escaped(texts.get(column))).append("</").append(element).append('>');
        }
        return row.append("</tr>\n").toString();
    }

    public static String escaped(String text) {
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
