package io.fieldline.ledger.suggest;

import java.util.ArrayList;
import java.util.List;

/**
 * One list of a proposed coding.
 *
 * @param found of how many things something was found
 * @param refused whether rows that are not complete stand as they are, so that the document is refused for them
 */
record Section(String name, List<Row> rows, int found, int things, boolean refused) {

    static Section of(String name, List<Row> rows, boolean refused) {
        return new Section(name, rows, (int) rows.stream().filter(Row::complete).count(), rows.size(), refused);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean any = rows.stream().anyMatch(Row::complete) || refused;
        if (!rows.isEmpty()) {
            lines.add(any ? name + ":" : "# " + name + ":");
        }
        rows.forEach(row -> lines.addAll(row.lines(refused)));
        return lines;
    }
}
