package io.fieldline.ledger.coding;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of a coding: what a thing must be, and what stands for it in the books.
 *
 * @param when a condition's name to what is asked for; <code>any</code> for whatever there is
 * @param gives names in the books
 * @param from the first day of documents that it holds for
 */
record CodingRow(Map<String, String> when, Map<String, String> gives, Optional<LocalDate> from) {

    static final String ANY = "any";

    CodingRow {
        when = Map.copyOf(when);
        gives = Map.copyOf(gives);
    }

    /** @param facts a condition's name to all names by which the thing is known; empty where it has none */
    boolean fits(Map<String, Set<String>> facts, LocalDate day) {
        return from.map(first -> !day.isBefore(first)).orElse(true) && when.entrySet().stream().allMatch(one -> {
            Set<String> names = facts.getOrDefault(one.getKey(), Set.of());
            return one.getValue().equals(ANY)
                    ? !names.isEmpty()
                    : names.stream().anyMatch(name -> name.equalsIgnoreCase(one.getValue()));
        });
    }

    /** Whether a row below this one can never count, because this one fits whatever that one does. */
    boolean hides(CodingRow below) {
        return when.equals(below.when) && !from.orElse(LocalDate.MIN).isAfter(below.from.orElse(LocalDate.MIN));
    }
}
