package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the pages bring, in whatever order: the table ends with the newest version of each record. */
class WarehousePropertyTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static Path folder;
    private static Warehouses warehouses;
    private static Warehouse warehouse;

    private record Version(long id, int modified, boolean active, String text) {

        Map<String, Object> record() {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("id", id);
            record.put("modifiedOn", START.plusNanos(modified * 1_000L).toString());
            record.put("active", active);
            record.put("text", text);
            record.put("list", List.of(text));
            return record;
        }
    }

    private record Kept(Version version, Instant deletedAt) {}

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("fieldline-warehouse");
        warehouses = new Warehouses(folder);
        warehouse = warehouses.warehouse(new io.fieldline.tenant.Connection("warehouse", "duckdb", Map.of("path", "w.duckdb")));
    }

    @AfterContainer
    static void close() throws IOException {
        warehouses.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 60)
    void endsWithTheNewestVersionOfEachRecord(@ForAll("pages") List<List<Version>> pages) throws SQLException {
        String tenant = "tenant" + TENANTS.incrementAndGet();
        Map<Long, Kept> expected = new HashMap<>();
        Instant syncedAt = START;
        for (List<Version> page : pages) {
            syncedAt = syncedAt.plusSeconds(60);
            LoadResult result = warehouse.load(tenant,
                    new RecordPage("jpm/jobs", page.stream().map(Version::record).toList(), RecordShape.UNKNOWN), syncedAt);
            long written = apply(page, syncedAt, expected);
            assertThat(result).isEqualTo(new LoadResult(written, page.size() - written, 0));
        }
        assertThat(kept(tenant)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<List<Version>>> pages() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(6).filter(text -> text.indexOf('\0') < 0
                && text.chars().noneMatch(letter -> Character.isSurrogate((char) letter)));
        Arbitrary<Version> versions = Combinators
                .combine(Arbitraries.longs().between(1, 5), Arbitraries.integers().between(0, 6),
                        Arbitraries.of(true, true, false), texts)
                .as(Version::new);
        return versions.list().ofMinSize(1).ofMaxSize(8).list().ofMinSize(1).ofMaxSize(6);
    }

    /** The same in plain words: of a page the newest version counts, and it counts unless the table has a newer one. */
    private static long apply(List<Version> page, Instant syncedAt, Map<Long, Kept> table) {
        Map<Long, Version> newest = new HashMap<>();
        page.forEach(version -> newest.merge(version.id(), version,
                (old, other) -> other.modified() >= old.modified() ? other : old));
        long written = 0;
        for (Version version : newest.values()) {
            Kept kept = table.get(version.id());
            if (kept == null || version.modified() >= kept.version().modified()) {
                Instant since = kept == null || kept.deletedAt() == null ? syncedAt : kept.deletedAt();
                table.put(version.id(), new Kept(version, version.active() ? null : since));
                written++;
            }
        }
        return written;
    }

    private static Map<Long, Kept> kept(String tenant) throws SQLException {
        try (Connection connection = warehouse.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT id, epoch_us(modified_on), active, text,"
                        + " epoch_us(_fieldline_deleted_at), list ->> 0 FROM jpm_jobs WHERE tenant = ?")) {
            statement.setString(1, tenant);
            List<Kept> rows = new ArrayList<>();
            ResultSet results = statement.executeQuery();
            while (results.next()) {
                int modified = (int) (results.getLong(2) - Timestamps.micros(START));
                long deleted = results.getLong(5);
                Instant deletedAt = results.wasNull() ? null : Timestamps.instant(deleted);
                assertThat(results.getString(6)).isEqualTo(results.getString(4));
                rows.add(new Kept(new Version(results.getLong(1), modified, results.getBoolean(3), results.getString(4)),
                        deletedAt));
            }
            Map<Long, Kept> kept = new HashMap<>();
            rows.forEach(row -> kept.put(row.version().id(), row));
            assertThat(kept).hasSameSizeAs(rows);
            return kept;
        }
    }
}
