package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in plain characters; columns of numbers stand to the right. */
final class Table {

    private static final int WIDEST = 400;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            String text = cell == null ? "" : cell.toString().replace('\n', ' ');
            row.add(text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text);
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = new int[head.size()];
        boolean[] numbers = new boolean[head.size()];
        for (int column = 0; column < widths.length; column++) {
            int index = column;
            widths[column] = Math.max(head.get(column).length(),
                    rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
            numbers[column] = rows.stream().map(row -> row.get(index)).allMatch(text -> text.matches("[\\d,.]*"));
        }
        line(out, head, widths, numbers);
        out.println(String.join("  ", java.util.stream.IntStream.of(widths).mapToObj("─"::repeat).toList()));
        rows.forEach(row -> line(out, row, widths, numbers));
        out.flush();
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(numbers[column] ? space + cell : cell + space).append("  ");
        }
        out.println(line.toString().stripTrailing());
    }
}
