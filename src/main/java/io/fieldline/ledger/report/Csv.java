package io.fieldline.ledger.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as CSV, in UTF-8, with a heading; amounts have a point and two decimals. */
public final class Csv {

    private Csv() {}

    public static String render(List<String> headings, List<List<String>> rows) {
        return Stream.concat(Stream.of(headings), rows.stream()).map(Csv::line).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(List<String> row) {
        return row.stream().map(Csv::field).collect(Collectors.joining(","));
    }

    private static String field(String text) {
        // A spreadsheet takes a text that begins so for a formula.
        boolean formula = text.matches("(?s)[=+\\-@\t\r].*") && !text.matches("-?\\d+\\.\\d{2}");
        String harmless = formula ? "'" + text : text;
        return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
