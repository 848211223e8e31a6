package io.fieldline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.fieldline.tenant.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL, started once for all tests of a JVM, that survives a crash as one in production does. */
public final class EmbeddedPostgresServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static EmbeddedPostgres server;

    private EmbeddedPostgresServer() {}

    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on").setServerConfig("listen_addresses", "127.0.0.1").start();
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return server;
    }

    public static String url() {
        return "jdbc:postgresql://127.0.0.1:" + server().getPort() + "/postgres";
    }

    public static DataSource dataSource() {
        return server().getPostgresDatabase();
    }

    /** A name that no other test uses; the schema itself is not made. */
    public static String newSchema() {
        return "fieldline_test_" + SCHEMAS.incrementAndGet();
    }

    /** A state store in a schema of its own. */
    public static StateStoreSettings newStateStore() {
        return StateStoreSettings.postgresql(url(), "postgres", Secret.literal("postgres"), newSchema());
    }
}
