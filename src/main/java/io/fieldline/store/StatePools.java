package io.fieldline.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.sqlite.SQLiteConfig;

import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.pool.DataSource;
import io.fieldline.pool.QueuedConnections;

/** Connections to the state database, as each database wants them. */
final class StatePools {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SQLITE_READERS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 10;

    private StatePools() {}

    /** SQLite lets one connection write at a time, so there is one and the others queue for it in order. */
    static QueuedConnections sqliteWriter(Path file) {
        return sqlite(file, sqliteWriting(), 1);
    }

    static QueuedConnections sqliteReaders(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        return sqlite(file, config.toProperties(), SQLITE_READERS);
    }

    private static QueuedConnections sqlite(Path file, Properties properties, int size) {
        return queued(configuration("jdbc:sqlite:" + file, org.sqlite.JDBC.class, properties, size), size);
    }

    /**
     * A write-ahead log, so that readers do not wait for the writer. A commit is in the system's file cache before it
     * returns, so the end of the process loses nothing; FULL makes it wait for the disk as well, because an acknowledged
     * webhook or a key that keeps a person from being told twice must outlive a power cut too. What is deleted is
     * overwritten, because erasing a person must not leave the payload in free pages.
     */
    static Properties sqliteWriting() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return config.toProperties();
    }

    static QueuedConnections postgresql(StateStoreSettings settings, boolean readOnly) {
        AgroalDataSourceConfigurationSupplier configuration = configuration(settings.url(), org.postgresql.Driver.class,
                postgresqlProperties(settings, readOnly), POSTGRESQL_CONNECTIONS);
        configuration.connectionPoolConfiguration().connectionFactoryConfiguration()
                .principal(new NamePrincipal(settings.user())).credential(new SimplePassword(settings.password().reveal()));
        return queued(configuration, POSTGRESQL_CONNECTIONS);
    }

    private static QueuedConnections queued(AgroalDataSourceConfigurationSupplier configuration, int size) {
        DataSource pool = new DataSource(configuration.get());
        return new QueuedConnections(pool, pool::close, size, PATIENCE);
    }

    static Connection postgresqlConnection(StateStoreSettings settings) throws SQLException {
        Properties properties = postgresqlProperties(settings, false);
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().reveal());
        return DriverManager.getConnection(settings.url(), properties);
    }

    private static Properties postgresqlProperties(StateStoreSettings settings, boolean readOnly) {
        Properties properties = new Properties();
        properties.setProperty("currentSchema", settings.schema());
        properties.setProperty("ApplicationName", "fieldline pid " + ProcessHandle.current().pid());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        if (readOnly) {
            properties.setProperty("options", "-c default_transaction_read_only=on");
        }
        return properties;
    }

    private static AgroalDataSourceConfigurationSupplier configuration(String url, Class<?> driver, Properties properties,
            int size) {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        AgroalConnectionPoolConfigurationSupplier pool = configuration.connectionPoolConfiguration();
        pool.maxSize(size).acquisitionTimeout(PATIENCE).connectionCache(ConnectionCache.none());
        AgroalConnectionFactoryConfigurationSupplier factory = pool.connectionFactoryConfiguration();
        factory.jdbcUrl(url).connectionProviderClass(driver);
        properties.stringPropertyNames().forEach(name -> factory.jdbcProperty(name, properties.getProperty(name)));
        return configuration;
    }
}
