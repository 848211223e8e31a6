package io.fieldline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;

/** An advisory lock on a connection of its own; the connection's name and start tell who holds it. */
final class PostgresOwnerLock implements OwnerLock {

    /** Sets Fieldline's advisory locks apart from those of others in the same database. */
    private static final int NAMESPACE = 0x4649454C;

    private final Connection connection;

    private PostgresOwnerLock(Connection connection) {
        this.connection = connection;
    }

    /** @param connection becomes the lock's own and is closed when the lock cannot be had */
    static PostgresOwnerLock take(Connection connection, StateStoreSettings settings) throws SQLException {
        int key = settings.schema().hashCode() & Integer.MAX_VALUE;
        try {
            if (!locked(connection, key)) {
                String holder = holder(connection, key).map(StoreOwner::toString).orElse("which has just let go of it");
                throw new MisconfiguredException(
                        "the state store " + settings.location() + " is owned by another process (" + holder + ")");
            }
            return new PostgresOwnerLock(connection);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static boolean locked(Connection connection, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, NAMESPACE);
            statement.setInt(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Optional<StoreOwner> holder(Connection connection, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select activity.application_name, activity.backend_start
                from pg_locks held join pg_stat_activity activity on activity.pid = held.pid
                where held.locktype = 'advisory' and held.granted and held.classid::bigint = ? and held.objid::bigint = ?
                and held.database = (select oid from pg_database where datname = current_database())
                """)) {
            statement.setLong(1, NAMESPACE);
            statement.setLong(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoreOwner(row.getString(1), row.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }
}
