package io.fieldline.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL, started once for the tests of warehouses, with a schema for each of them. */
final class WarehousePostgres {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static EmbeddedPostgres server;

    private WarehousePostgres() {}

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return server;
    }

    static String url() {
        return "jdbc:postgresql://127.0.0.1:" + server().getPort() + "/postgres";
    }

    static String newSchema() {
        String schema = "warehouse_" + SCHEMAS.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        return schema;
    }
}
