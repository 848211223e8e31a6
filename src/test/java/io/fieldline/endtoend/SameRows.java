package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a table of the warehouse against ServiceTitan's collection: every row, once, in its newest version. */
final class SameRows {

    private SameRows() {}

    /** Answers how many rows there are. */
    static int check(WarehouseFile warehouse, LocalServiceTitan serviceTitan, String tenant, long tenantId, String collection) {
        Map<Long, Long> real = new HashMap<>();
        serviceTitan.table(tenantId, collection)
                .forEach((id, row) -> real.put(id, micros(OffsetDateTime.parse(row.path("modifiedOn").asText()).toInstant())));
        List<List<String>> rows = warehouse.rows("SELECT id, epoch_us(modified_on) FROM "
                + collection.replaceAll("[^a-z]", "_") + " WHERE tenant = '" + tenant + "'");
        Map<Long, Long> stored = new HashMap<>();
        rows.forEach(row -> stored.put(Long.valueOf(row.get(0)), Long.valueOf(row.get(1))));
        assertThat(rows).as("rows of %s, each once", collection).hasSameSizeAs(stored.keySet());
        assertThat(stored.equals(real)).as("%s: %d rows in the warehouse, %d in ServiceTitan, the same ids and versions",
                collection, stored.size(), real.size()).isTrue();
        return rows.size();
    }

    private static long micros(Instant instant) {
        return Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1_000);
    }
}
