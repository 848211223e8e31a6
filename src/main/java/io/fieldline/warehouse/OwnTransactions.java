package io.fieldline.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

import javax.sql.DataSource;

/** A transaction of the warehouse's own around each piece of work. */
final class OwnTransactions {

    private final DataSource source;

    OwnTransactions(DataSource source) {
        this.source = source;
    }

    <T> T execute(Function<Connection, T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.apply(connection);
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException | Error failure) {
                rollback(connection, failure);
                throw failure;
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException error) {
            failure.addSuppressed(error);
        }
    }
}
