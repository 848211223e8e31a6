package io.fieldline.ledger.tieout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison as a table in plain text. */
public final class TextReport {

    private static final int FIRST_AMOUNT = 5;
    private static final int LAST_AMOUNT = 8;

    private TextReport() {}

    public static String render(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.byFamily().forEach((family, totals) -> text.append(ReportRows.name(family)).append(": ServiceTitan ")
                .append(totals.serviceTitan()).append(", ledger ").append(totals.ledger()).append(", books ")
                .append(totals.books()).append(", difference ").append(totals.difference()).append('\n'));
        text.append(ReportRows.verdict(comparison)).append('\n');
        if (!comparison.agrees()) {
            text.append('\n').append(table(ReportRows.of(comparison)));
        }
        return text.toString();
    }

    private static String table(List<List<String>> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(ReportRows.HEADINGS);
        rows.addAll(differences);
        int[] widths = IntStream.range(0, ReportRows.HEADINGS.size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size()).mapToObj(column -> padded(row.get(column), widths[column],
                column >= FIRST_AMOUNT && column <= LAST_AMOUNT)).collect(Collectors.joining("  ")).stripTrailing();
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }
}
