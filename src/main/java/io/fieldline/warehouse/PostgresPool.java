package io.fieldline.warehouse;

import java.time.Duration;

import javax.sql.DataSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.fieldline.pool.QueuedConnections;

/** Connections to a PostgreSQL warehouse, opened when they are needed. */
final class PostgresPool implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final QueuedConnections pool;

    /** @param password asked for once; a changed password needs the warehouse opened again */
    PostgresPool(String url, String user, String password, String schema) {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration.connectionPoolConfiguration().maxSize(MOST_CONNECTIONS).acquisitionTimeout(PATIENCE)
                .connectionCache(ConnectionCache.none());
        AgroalConnectionFactoryConfigurationSupplier factory = configuration.connectionPoolConfiguration()
                .connectionFactoryConfiguration();
        factory.jdbcUrl(url).connectionProviderClass(org.postgresql.Driver.class).principal(new NamePrincipal(user))
                .credential(new SimplePassword(password));
        factory.jdbcProperty("currentSchema", schema);
        factory.jdbcProperty("ApplicationName", "fieldline warehouse");
        // What the server adds to an error quotes the row.
        factory.jdbcProperty("logServerErrorDetail", "false");
        factory.jdbcProperty("connectTimeout", "10");
        factory.jdbcProperty("tcpKeepAlive", "true");
        AgroalDataSource opened = new io.agroal.pool.DataSource(configuration.get());
        pool = new QueuedConnections(opened, opened::close, MOST_CONNECTIONS, PATIENCE);
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
