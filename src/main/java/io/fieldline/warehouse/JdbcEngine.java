package io.fieldline.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import javax.sql.DataSource;

import io.fieldline.sync.UnitOfWork;

/** A database that is reached by JDBC. */
final class JdbcEngine implements Engine {

    private final JdbcDialect dialect;
    private final DataSource source;
    private final UnitOfWork unitOfWork;
    private final Lock writer;
    private final Runnable afterWrite;
    private final AutoCloseable resource;

    private JdbcEngine(JdbcDialect dialect, DataSource source, UnitOfWork unitOfWork, Lock writer, Runnable afterWrite,
            AutoCloseable resource) {
        this.dialect = dialect;
        this.source = source;
        this.unitOfWork = unitOfWork;
        this.writer = writer;
        this.afterWrite = afterWrite;
        this.resource = resource;
    }

    /** One file, one writer at a time. */
    static JdbcEngine duckDb(DuckDbFile file) {
        return new JdbcEngine(new DuckDbDialect(), file, null, new ReentrantLock(true), file::narrow, file);
    }

    static JdbcEngine postgresql(PostgresPool pool) {
        return new JdbcEngine(new PostgresDialect(), pool.dataSource(), null, null, () -> {
        }, pool);
    }

    /** A PostgreSQL database whose transactions somebody else begins and ends. */
    static JdbcEngine joined(DataSource source, UnitOfWork unitOfWork) {
        return new JdbcEngine(new PostgresDialect(), source, unitOfWork, null, () -> {
        }, () -> {
        });
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        if (unitOfWork != null) {
            return unitOfWork.execute(() -> onConnection(work));
        }
        if (writer == null) {
            return ownTransaction(work);
        }
        writer.lock();
        try {
            T result = ownTransaction(work);
            afterWrite.run();
            return result;
        } finally {
            writer.unlock();
        }
    }

    private <T> T ownTransaction(Function<Session, T> work) {
        return new OwnTransactions(source).execute(connection -> work.apply(new JdbcSession(connection, dialect)));
    }

    private <T> T onConnection(Function<Session, T> work) {
        try (Connection connection = source.getConnection()) {
            return work.apply(new JdbcSession(connection, dialect));
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return onConnection(work);
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public boolean joinsOtherTransactions() {
        return unitOfWork != null;
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        } catch (Exception error) {
            throw new IllegalStateException("the warehouse did not close", error);
        }
    }
}
