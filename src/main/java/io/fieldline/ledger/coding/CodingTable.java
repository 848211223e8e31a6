package io.fieldline.ledger.coding;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of one kind, of which the first that fits counts. */
record CodingTable(List<CodingRow> rows) {

    CodingTable {
        rows = List.copyOf(rows);
    }

    /** What stands in the books for a thing with these names, in a document of that day. */
    Optional<Map<String, String>> find(Map<String, Set<String>> facts, LocalDate day) {
        return rows.stream().filter(row -> row.fits(facts, day)).findFirst().map(CodingRow::gives);
    }

    /** As {@link #find}, among the rows that ask for a condition. */
    Optional<Map<String, String>> findAsking(String condition, Map<String, Set<String>> facts, LocalDate day) {
        return rows.stream().filter(row -> row.when().containsKey(condition)).filter(row -> row.fits(facts, day)).findFirst()
                .map(CodingRow::gives);
    }
}
