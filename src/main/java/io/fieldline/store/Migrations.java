package io.fieldline.store;

import java.nio.file.Path;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Brings the tables of a store up to date. */
final class Migrations {

    private Migrations() {}

    static void sqlite(Path file) {
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig(StatePools.sqliteWriting()));
        source.setUrl("jdbc:sqlite:" + file);
        migrate(Flyway.configure().dataSource(source), Dialect.SQLITE);
    }

    static void postgresql(StateStoreSettings settings) {
        migrate(Flyway.configure().dataSource(settings.url(), settings.user(), settings.password().reveal())
                .schemas(settings.schema()).createSchemas(true), Dialect.POSTGRESQL);
    }

    private static void migrate(FluentConfiguration configuration, Dialect dialect) {
        configuration.locations(dialect.migrations()).load().migrate();
    }
}
