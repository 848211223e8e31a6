package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sync.RecordShape;
import io.fieldline.tenant.Connection;

class DuckDbWarehouseTest extends WarehouseContract {

    @TempDir
    Path folder;
    private Warehouses warehouses;

    @Override
    Warehouse open() {
        warehouses = new Warehouses(folder);
        return warehouses.warehouse(connection("data/warehouse.duckdb"));
    }

    private static Connection connection(String path) {
        return new Connection("warehouse", "duckdb", Map.of("path", path));
    }

    @Override
    Warehouse reopened() {
        warehouses.close();
        return open();
    }

    @AfterEach
    void closeAll() {
        warehouses.close();
    }

    @Override
    String typeName(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> "DECIMAL(18,4)";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case JSON -> "JSON";
            case BIGINT -> "BIGINT";
            default -> throw new AssertionError(type);
        };
    }

    @Override
    String texts(Object value) {
        return value instanceof BigDecimal decimal ? decimal.setScale(4).toPlainString() : value.toString();
    }

    @Override
    String jsonText(String column, String field) {
        return field.startsWith("0.")
                ? "json_extract_string(" + column + ", '$[0]." + field.substring(2) + "')"
                : "json_extract_string(" + column + ", '$." + field + "')";
    }

    @Test
    void givesConnectionsToTheSameFileTheSameWarehouse() {
        assertThat(warehouses.warehouse(connection("data/../data/warehouse.duckdb"))).isSameAs(warehouse);
        assertThat(warehouses.warehouse(connection("other.duckdb"))).isNotSameAs(warehouse);
    }

    @Test
    void newRowsOfATransactionThatFailsAreNotThere() throws SQLException {
        load(RecordShape.UNKNOWN, record("id", 1L));
        Batch batch = new Batch("jpm_jobs", List.of(Column.TENANT, new Column("id", "id", ColumnType.BIGINT)),
                Batch.RECORD_KEY, false, new int[]{0, 1 }, List.<Object[]>of(new Object[]{"acme", 2L }));

        assertThatThrownBy(() -> new OwnTransactions(warehouse.dataSource()).execute(connection -> {
            try {
                assertThat(new DuckDbDialect().upsert(connection, batch)).isEqualTo(1);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("the power is gone");
        })).hasMessage("the power is gone");

        assertThat(warehouse.countRows("acme", "jpm/jobs")).isEqualTo(1);
    }

    @Test
    void storesTheOthersWhenTheDatabaseRefusesARow() throws SQLException {
        load(WarehouseContract.JOBS, job(1, "J-1", "2026-01-01T00:00:00Z"));
        try (var connection = warehouse.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE jpm_jobs ALTER COLUMN job_number SET NOT NULL");
        }

        LoadResult result = load(WarehouseContract.JOBS, job(2, "J-2", "2026-01-01T00:00:00Z"),
                job(3, null, "2026-01-01T00:00:00Z"), job(4, "J-4", "2026-01-01T00:00:00Z"),
                job(5, "J-5", "2026-01-01T00:00:00Z"), job(6, null, "2026-01-02T00:00:00Z"));

        assertThat(result).isEqualTo(new LoadResult(3, 0, 2));
        assertThat(rows("SELECT id, job_number FROM jpm_jobs ORDER BY id")).containsExactly(List.of("1", "J-1"),
                List.of("2", "J-2"), List.of("4", "J-4"), List.of("5", "J-5"));
        assertThat(rows("SELECT record_id FROM _fieldline_rejects WHERE reason LIKE '%job_number%' ORDER BY 1"))
                .containsExactly(List.of("3"), List.of("6"));
    }

    @Test
    void leavesColumnsThatTheOwnerAddedToTheirDefault() throws SQLException {
        load(RecordShape.UNKNOWN, record("id", 1L));
        try (var connection = warehouse.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE jpm_jobs ADD COLUMN checked VARCHAR DEFAULT 'no'");
        }

        load(RecordShape.UNKNOWN, record("id", 2L), record("id", 3L));

        assertThat(rows("SELECT DISTINCT checked FROM jpm_jobs")).containsExactly(List.of("no"));
    }

    @Test
    void keepsItsFilesToTheirOwner() throws IOException {
        load(RecordShape.UNKNOWN, record("id", 1L));
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).isNotEmpty().allSatisfy(
                    file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data")))).isEqualTo("rwx------");
    }
}
