package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.store.EmbeddedPostgresServer;
import io.fieldline.tenant.Connection;

class WarehouseFailuresTest {

    @Test
    void aServerThatCannotBeReachedIsTriedLater() {
        assertThat(WarehouseFailures.of(new SQLException("connection refused", "08001")))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aDeadlockIsTriedLater() {
        assertThat(WarehouseFailures.of(new SQLException("deadlock detected", "40P01")))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aServerThatStopsIsTriedLater() {
        assertThat(WarehouseFailures.of(new SQLException("terminating connection", "57P01")))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aWrongPasswordPausesTheTenant() {
        assertThat(WarehouseFailures.of(new SQLException("password authentication failed", "28P01")))
                .isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void aVirtualWarehouseThatIsNotThereIsASettingToPutRight() {
        assertThat(WarehouseFailures.of(new SQLException("No active warehouse selected", "57P03", 606)))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void aColumnThatSnowflakeNoLongerKnowsIsLookedAtAgain() {
        assertThat(WarehouseFailures.of(new SQLException("invalid identifier 'X'", "42000", 904)))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aMissingPermissionIsASettingToPutRight() {
        assertThat(WarehouseFailures.of(new SQLException("permission denied for schema", "42501")))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void aDatabaseThatDoesNotExistIsASettingToPutRight() {
        assertThat(WarehouseFailures.of(new SQLException("database does not exist", "3D000")))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void aTableThatSomebodyDroppedIsLookedAtAgain() {
        assertThat(WarehouseFailures.of(new SQLException("relation does not exist", "42P01")))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aValueOutOfRangeRejectsTheRecord() {
        assertThat(WarehouseFailures.of(new SQLException("value overflows numeric format", "22003")))
                .isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void anErrorDoesNotQuoteTheRow() {
        SQLException error = new SQLException("ERROR: invalid input\n  Where: COPY stage, line 1: \"555-0100\"", "22P02");
        assertThat(WarehouseFailures.of(error)).hasMessageNotContaining("555-0100");
    }

    @Test
    void aFileThatIsNoDatabaseIsASettingToPutRight(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"),
                "this is no database, it only looks like a file\n".repeat(200));
        assertThatThrownBy(() -> openAndCheck(new Connection("warehouse", "duckdb", Map.of("path", file.toString()))))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void aSchemaThatDoesNotExistIsASettingToPutRight() {
        Connection connection = new Connection("warehouse", "postgresql",
                Map.of("url", EmbeddedPostgresServer.url(), "user", "postgres",
                        "password", "postgres", "schema", "nowhere"));
        try (Warehouses warehouses = new Warehouses(null)) {
            Warehouse warehouse = warehouses.warehouse(connection);
            assertThatThrownBy(() -> warehouse.load("acme", WarehouseContract.page(WarehouseContract.JOBS, Map.of("id", 1L)),
                    WarehouseContract.NOON)).isInstanceOf(MisconfiguredException.class);
        }
    }

    @Test
    void aPortNobodyListensOnIsTriedLater() {
        assertThatThrownBy(() -> openAndCheck(new Connection("warehouse", "postgresql",
                Map.of("url", "jdbc:postgresql://127.0.0.1:1/postgres", "user", "postgres", "password", "x"))))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void aMissingOptionIsNamed() {
        assertThatThrownBy(() -> openAndCheck(new Connection("lake", "duckdb", Map.of())))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("lake").hasMessageContaining("path");
    }

    private static void openAndCheck(Connection connection) {
        try (Warehouses warehouses = new Warehouses(Path.of("."))) {
            warehouses.warehouse(connection).check();
        }
    }
}
