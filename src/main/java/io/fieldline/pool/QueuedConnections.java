package io.fieldline.pool;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * A pool whose threads queue in front of it, in the order in which they came. Agroal's own queue forgets a thread that looks
 * for a connection in the moment in which the last one is given back: it then waits for all of its patience beside a free
 * connection. A thread that is let through here finds one free or room for one, so it never waits in there.
 */
public final class QueuedConnections implements DataSource, AutoCloseable {

    private final DataSource pool;
    private final Runnable closing;
    private final Duration patience;
    private final Semaphore permits;

    /**
     * @param pool without a cache of its own for each thread: a search from the first connection on always finds one that is
     *        free, as long as no more search than there are connections
     * @param closing closes the pool
     * @param size how many connections the pool can give at once
     * @param patience after it, <code>getConnection</code> ends in a {@link SQLTimeoutException}
     */
    public QueuedConnections(DataSource pool, Runnable closing, int size, Duration patience) {
        this.pool = pool;
        this.closing = closing;
        this.patience = patience;
        this.permits = new Semaphore(size, true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        await();
        Connection connection = null;
        try {
            connection = pool.getConnection();
            return returning(connection);
        } finally {
            if (connection == null) {
                permits.release();
            }
        }
    }

    private void await() throws SQLException {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLTimeoutException("no connection became free within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", interrupt);
        }
    }

    /** The next in the queue may go when the connection is back in the pool, not before. */
    private Connection returning(Connection connection) {
        AtomicBoolean open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Connection.class },
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    } finally {
                        if (method.getName().equals("close") && open.getAndSet(false)) {
                            permits.release();
                        }
                    }
                });
    }

    /** Not offered: the pool knows one user. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("a pool of connections has one user");
    }

    @Override
    public void close() {
        closing.run();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
