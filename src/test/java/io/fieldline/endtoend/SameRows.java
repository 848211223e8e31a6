package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.published.Collection;

/** Holds a table of the warehouse against a collection: every row that its feed shows, once, in its newest version. */
final class SameRows {

    private SameRows() {}

    /** Answers how many rows there are. */
    static int check(WarehouseFile warehouse, Collection collection, String tenant) {
        Map<Long, Long> real = new HashMap<>();
        collection.all().forEach(row -> real.put(row.id(), micros(row.modifiedOn())));
        List<List<String>> rows = warehouse.rows("SELECT id, epoch_us(modified_on) FROM " + table(collection)
                + " WHERE tenant = '" + tenant + "'");
        Map<Long, Long> stored = new HashMap<>();
        rows.forEach(row -> stored.put(Long.valueOf(row.get(0)), Long.valueOf(row.get(1))));
        assertThat(rows).as("rows of %s, each once", collection.name()).hasSameSizeAs(stored.keySet());
        assertThat(stored.equals(real)).as("%s: %d rows in the warehouse, %d in ServiceTitan, the same ids and versions",
                collection.name(), stored.size(), real.size()).isTrue();
        return rows.size();
    }

    static String table(Collection collection) {
        return collection.name().replaceAll("[^a-z]", "_");
    }

    private static long micros(Instant instant) {
        return Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1_000);
    }
}
