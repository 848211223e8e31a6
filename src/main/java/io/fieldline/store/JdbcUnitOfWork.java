package io.fieldline.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.fieldline.sync.UnitOfWork;

/**
 * One transaction on the state database, bound to the calling thread. Nested calls join it; it commits once, when the
 * outermost returns, and is rolled back when anything inside throws.
 */
public final class JdbcUnitOfWork implements UnitOfWork {

    private final DataSource source;
    private final OwnerLock lock;
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();

    JdbcUnitOfWork(DataSource source, OwnerLock lock) {
        this.source = source;
        this.lock = lock;
    }

    @Override
    public <T> T execute(Supplier<T> work) {
        Transaction outer = current.get();
        return outer == null ? begin(work) : join(outer, work);
    }

    boolean active() {
        return current.get() != null;
    }

    /**
     * The state database for somebody who shares it, such as a warehouse in the same PostgreSQL. Inside a unit of work its
     * connection is the unit's: <code>close</code>, <code>commit</code> and <code>setAutoCommit</code> do nothing, for the
     * unit commits, and <code>rollback</code> makes the unit roll back. Outside it is an ordinary connection.
     */
    public DataSource joined() {
        return joined(source);
    }

    /** As {@link #joined()}, with another source of connections outside a unit of work. */
    DataSource joined(DataSource outside) {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{DataSource.class },
                (proxy, method, arguments) -> {
                    Transaction transaction = current.get();
                    if (transaction != null && method.getName().equals("getConnection")) {
                        return transaction.shared();
                    }
                    return invoke(outside, method, arguments);
                });
    }

    private <T> T join(Transaction outer, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error failure) {
            outer.failed = true;
            throw failure;
        }
    }

    private <T> T begin(Supplier<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Transaction transaction = new Transaction(connection);
            current.set(transaction);
            try {
                T result = work.get();
                lock.require(connection);
                transaction.commit();
                return result;
            } catch (RuntimeException | SQLException | Error failure) {
                transaction.rollback(failure);
                throw failure;
            } finally {
                current.remove();
                transaction.end();
            }
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static final class Transaction {

        private final Connection connection;
        private boolean failed;

        Transaction(Connection connection) {
            this.connection = connection;
        }

        void commit() throws SQLException {
            if (failed) {
                throw new IllegalStateException(
                        "a part of this unit of work failed and its failure was swallowed; nothing was written");
            }
            connection.commit();
        }

        void rollback(Throwable failure) {
            try {
                connection.rollback();
            } catch (SQLException error) {
                failure.addSuppressed(error);
            }
        }

        /** A connection whose mode cannot be restored is broken: the pool notices and replaces it. */
        void end() throws SQLException {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }

        Connection shared() {
            return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Connection.class },
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "close", "commit", "setAutoCommit" -> null;
                        case "rollback" -> {
                            failed = true;
                            yield null;
                        }
                        default -> invoke(connection, method, arguments);
                    });
        }
    }
}
