package io.fieldline.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.fieldline.store.EmbeddedPostgresServer;

/** A schema of its own for each test of a warehouse, in the PostgreSQL of the tests. */
final class WarehousePostgres {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private WarehousePostgres() {}

    static String newSchema() {
        String schema = "warehouse_" + SCHEMAS.incrementAndGet();
        try (Connection connection = EmbeddedPostgresServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        return schema;
    }
}
