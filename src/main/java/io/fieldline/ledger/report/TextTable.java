package io.fieldline.ledger.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in plain text, two spaces between its columns. */
public final class TextTable {

    private TextTable() {}

    /** @param amounts columns that stand to the right, counted from 0 */
    public static String render(List<String> headings, List<List<String>> content, Set<Integer> amounts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings);
        rows.addAll(content);
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> line(row, widths, amounts)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> row, int[] widths, Set<Integer> amounts) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), widths[column], amounts.contains(column)))
                .collect(Collectors.joining("  ")).stripTrailing();
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }
}
