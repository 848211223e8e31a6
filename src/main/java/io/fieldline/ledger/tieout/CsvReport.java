package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The differences of a comparison as CSV, in UTF-8, with a heading; amounts have a point and two decimals. */
public final class CsvReport {

    private CsvReport() {}

    public static String render(Comparison comparison) {
        return Stream.concat(Stream.of(ReportRows.HEADINGS), ReportRows.of(comparison).stream()).map(CsvReport::line)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(List<String> row) {
        return row.stream().map(CsvReport::field).collect(Collectors.joining(","));
    }

    private static String field(String text) {
        // A spreadsheet takes a text that begins so for a formula.
        boolean formula = text.matches("(?s)[=+\\-@\t\r].*") && !text.matches("-?\\d+\\.\\d{2}");
        String harmless = formula ? "'" + text : text;
        return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
