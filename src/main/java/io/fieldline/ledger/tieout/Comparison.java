package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.ledger.Family;

/**
 * What came out of a comparison.
 *
 * @param cells all that was compared
 * @param differences where the three do not agree, by day, unit, account and document
 */
public record Comparison(Map<Cell, Totals> cells, List<Difference> differences) {

    public Comparison {
        cells = Map.copyOf(cells);
        differences = List.copyOf(differences);
    }

    public boolean agrees() {
        return differences.isEmpty();
    }

    public Totals totals() {
        return cells.values().stream().reduce(Totals.NOTHING, Totals::plus);
    }

    /** Sales and money are not added up with each other. */
    public SortedMap<Family, Totals> byFamily() {
        return by(Cell::family);
    }

    /** @param family whose amounts are added up */
    public <K extends Comparable<? super K>> SortedMap<K, Totals> by(Family family, Function<Cell, K> property) {
        SortedMap<K, Totals> sums = new TreeMap<>();
        cells.forEach((cell, totals) -> {
            if (cell.family() == family) {
                sums.merge(property.apply(cell), totals, Totals::plus);
            }
        });
        return sums;
    }

    private <K extends Comparable<? super K>> SortedMap<K, Totals> by(Function<Cell, K> property) {
        SortedMap<K, Totals> sums = new TreeMap<>();
        cells.forEach((cell, totals) -> sums.merge(property.apply(cell), totals, Totals::plus));
        return sums;
    }

    /** How many documents the three do not agree on. */
    public long documents() {
        return differences.stream().map(difference -> difference.cell().document()).distinct().count();
    }

    /** How many of them are in the books as a whole, but on another day, unit or account. */
    public long elsewhere() {
        return differences.stream().collect(Collectors.groupingBy(difference -> difference.cell().document())).values().stream()
                .filter(document -> document.stream().flatMap(difference -> difference.because().stream())
                        .allMatch(because -> because.reason() == Reason.ELSEWHERE))
                .count();
    }
}
