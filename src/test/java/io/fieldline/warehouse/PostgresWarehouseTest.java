package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.store.EmbeddedPostgresServer;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

class PostgresWarehouseTest extends WarehouseContract {

    private final String schema = WarehousePostgres.newSchema();
    private Warehouses warehouses;

    @Override
    Warehouse open() {
        warehouses = new Warehouses(null);
        return warehouses
                .warehouse(new Connection("warehouse", "postgresql",
                        Map.of("url", EmbeddedPostgresServer.url(), "user", "postgres",
                                "password", Secret.literal("postgres"), "schema", schema)));
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
            case DECIMAL -> "numeric";
            case TIMESTAMP -> "timestamp with time zone";
            case JSON -> "jsonb";
            case BIGINT -> "bigint";
            default -> throw new AssertionError(type);
        };
    }

    @Override
    String texts(Object value) {
        return value instanceof Boolean bool ? (bool ? "t" : "f") : "1234.5600";
    }

    @Override
    String jsonText(String column, String field) {
        return field.startsWith("0.") ? column + " -> 0 ->> '" + field.substring(2) + "'" : column + " ->> '" + field + "'";
    }

    @Test
    void rejectsOnlyTheRecordThatHoldsANul() {
        assertThat(load(JOBS, job(1, "a\0b", "2026-01-01T00:00:00Z"), job(2, "b", "2026-01-01T00:00:00Z"),
                with(job(3, "c", "2026-01-01T00:00:00Z"), "custom", record("x", "\0")))).isEqualTo(new LoadResult(1, 0, 2));
        assertThat(new BigDecimal(rows("SELECT count(*) FROM _fieldline_rejects").get(0).get(0))).isEqualByComparingTo("2");
    }
}
