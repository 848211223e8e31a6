package io.fieldline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;

/**
 * An advisory lock on a connection of its own; the connection's name and start tell who holds it. The lock goes with that
 * connection, so a server that restarts, or a broken line, takes it away from a process that lives on. Before each commit
 * the server is asked whether the lock is still held: another process may have it by then.
 */
final class PostgresOwnerLock implements OwnerLock {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOwnerLock.class);
    /** Sets Fieldline's advisory locks apart from those of others in the same database. */
    private static final int NAMESPACE = 0x4649454C;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 100;

    /** A connection that holds the lock. */
    private record Holding(Connection connection, int backend) {}

    interface Connector {

        Connection connect() throws SQLException;
    }

    private final Connector connector;
    private final StateStoreSettings settings;
    private final int key;
    private final AtomicReference<Holding> holding = new AtomicReference<>();
    private volatile String lost;
    private boolean closed;

    private PostgresOwnerLock(Connector connector, StateStoreSettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.key = settings.schema().hashCode() & Integer.MAX_VALUE;
    }

    static PostgresOwnerLock take(Connector connector, StateStoreSettings settings) throws SQLException {
        PostgresOwnerLock lock = new PostgresOwnerLock(connector, settings);
        lock.lock();
        return lock;
    }

    private void lock() throws SQLException {
        Connection connection = connector.connect();
        try {
            connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            requireLocked(connection);
            holding.set(new Holding(connection, backend(connection)));
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** A lock that was let go of between the two questions is asked for again: nobody is named who does not have it. */
    private void requireLocked(Connection connection) throws SQLException {
        for (int attempt = 0; !locked(connection); attempt++) {
            Optional<StoreOwner> other = holder(connection);
            if (other.isPresent() || attempt == MOST_ATTEMPTS) {
                throw new MisconfiguredException("the state store " + settings.location() + " is owned by another process ("
                        + other.map(StoreOwner::toString).orElse("which has just let go of it") + ")");
            }
        }
    }

    private boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, NAMESPACE);
            statement.setInt(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_backend_pid()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private Optional<StoreOwner> holder(Connection connection) throws SQLException {
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
    public void require(Connection connection) {
        if (lost != null) {
            throw notOwned();
        }
        try {
            if (!held(connection, holding.get().backend())) {
                lost("the connection that held its lock is gone");
                throw notOwned();
            }
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    private boolean held(Connection connection, int backend) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select 1 from pg_locks where locktype = 'advisory' and granted and pid = ? and classid::bigint = ?
                and objid::bigint = ?
                """)) {
            statement.setInt(1, backend);
            statement.setLong(2, NAMESPACE);
            statement.setLong(3, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private RetryLaterException notOwned() {
        return new RetryLaterException("the state store " + settings.location() + " is not owned any more: " + lost, null);
    }

    private void lost(String why) {
        if (lost == null) {
            LOG.error("The state store {} is not owned any more, so nothing is read or written until it is: {}",
                    settings.location(), why);
        }
        lost = why;
    }

    @Override
    public synchronized Optional<String> keep() {
        if (closed) {
            return Optional.empty();
        }
        if (lost == null) {
            look();
        }
        if (lost != null) {
            takeAgain();
        }
        return Optional.ofNullable(lost)
                .map(why -> "the state store " + settings.location() + " is not owned any more: " + why);
    }

    private void look() {
        Holding now = holding.get();
        try {
            if (!held(now.connection(), now.backend())) {
                lost("the server let go of its lock");
            }
        } catch (SQLException error) {
            lost("the connection that held its lock is gone (" + error.getMessage() + ")");
        }
    }

    private void takeAgain() {
        quietlyClose(holding.get().connection());
        try {
            lock();
            lost = null;
            LOG.info("The state store {} is owned again", settings.location());
        } catch (SQLException error) {
            lost("its lock cannot be taken again (" + error.getMessage() + ")");
        } catch (MisconfiguredException owned) {
            lost(owned.getMessage());
        }
    }

    private static void quietlyClose(Connection connection) {
        try {
            connection.close();
        } catch (SQLException error) {
            LOG.debug("A broken connection could not be closed: {}", error.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try (Connection connection = holding.get().connection()) {
            if (lost == null) {
                unlock(connection);
            }
        } catch (SQLException error) {
            LOG.debug("The connection that held the lock of the state store was gone already: {}", error.getMessage());
        }
    }

    /** The server ends a connection in its own time; whoever comes next need not wait for that. */
    private void unlock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_advisory_unlock(?, ?)")) {
            statement.setInt(1, NAMESPACE);
            statement.setInt(2, key);
            statement.execute();
        }
    }
}
