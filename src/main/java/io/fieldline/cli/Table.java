package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in plain characters; columns of numbers stand to the right, long texts go on in the next line. */
final class Table {

    private static final int WIDEST = 72;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString().replace('\n', ' '));
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
            widths[column] = Math.max(head.get(column).length(), rows.stream().flatMap(row -> wrapped(row.get(index)).stream())
                    .mapToInt(String::length).max().orElse(0));
            numbers[column] = rows.stream().map(row -> row.get(index)).allMatch(text -> text.matches("[\\d,.]*"));
        }
        row(out, head, widths, numbers);
        out.println(String.join("  ", java.util.stream.IntStream.of(widths).mapToObj("─"::repeat).toList()));
        rows.forEach(row -> row(out, row, widths, numbers));
        out.flush();
    }

    private static void row(PrintWriter out, List<String> cells, int[] widths, boolean[] numbers) {
        List<List<String>> wrapped = cells.stream().map(Table::wrapped).toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        for (int at = 0; at < height; at++) {
            int index = at;
            line(out, wrapped.stream().map(cell -> index < cell.size() ? cell.get(index) : "").toList(), widths, numbers);
        }
    }

    /** Broken between words; a word that is longer than a line stays whole. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > WIDEST) {
            int space = rest.lastIndexOf(' ', WIDEST);
            int end = space > 0 ? space : rest.indexOf(' ');
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
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
