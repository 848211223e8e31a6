package io.fieldline.servicetitan.poll;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a whole list and then yields, for each record that was there before and is no longer, a row that says so: its id
 * and <code>active: false</code>. A reading in doubt reports nothing as gone.
 */
final class DifferenceReading implements Reading {

    private final Reading list;
    private final Completeness completeness;
    private final Supplier<Set<String>> known;
    private final Set<String> found = new HashSet<>();
    private Batch last;
    private boolean ended;

    DifferenceReading(Reading list, Completeness completeness, Supplier<Set<String>> known) {
        this.list = list;
        this.completeness = completeness;
        this.known = known;
    }

    @Override
    public Batch next() {
        if (ended) {
            return null;
        }
        Batch batch = list.next();
        if (batch == null) {
            ended = true;
            return completeness.doubts().isPresent() || last == null ? null : gone();
        }
        batch.records().stream().map(Records::id).filter(Objects::nonNull).forEach(found::add);
        last = new Batch(batch.records(), batch.after(), Batch.Origin.CHANGES);
        return last;
    }

    private Batch gone() {
        Set<String> gone = new HashSet<>(known.get());
        gone.removeAll(found);
        List<Map<String, Object>> rows = gone.stream().sorted().map(DifferenceReading::goneRow).toList();
        return new Batch(rows, last.after(), Batch.Origin.CHANGES);
    }

    private static Map<String, Object> goneRow(String id) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id.matches("\\d{1,18}") ? Long.valueOf(id) : id);
        row.put("active", Boolean.FALSE);
        return row;
    }
}
