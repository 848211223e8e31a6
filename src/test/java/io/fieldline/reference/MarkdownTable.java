package io.fieldline.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table as Markdown writes it, one line for each row. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... columns) {
        row((Object[]) columns);
        lines.add("|" + " --- |".repeat(columns.length));
    }

    MarkdownTable row(Object... cells) {
        lines.add(Arrays.stream(cells).map(cell -> cell.toString().replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |")));
        return this;
    }

    static String code(Object text) {
        return "`" + text + "`";
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
