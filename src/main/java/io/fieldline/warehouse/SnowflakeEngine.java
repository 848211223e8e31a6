package io.fieldline.warehouse;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import javax.sql.DataSource;

import io.fieldline.failure.MisconfiguredException;

/** Snowflake, over its SQL API. */
final class SnowflakeEngine implements Engine {

    private final SnowflakeDialect dialect = new SnowflakeDialect();
    private final SnowflakeSqlApi api;
    /** Two MERGEs into one table would only wait for each other, and neither would see a column that the other adds. */
    private final Lock writer = new ReentrantLock(true);

    SnowflakeEngine(SnowflakeSqlApi api) {
        this.api = api;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        writer.lock();
        try {
            return read(work);
        } finally {
            writer.unlock();
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return work.apply(new SnowflakeSession(api, dialect));
    }

    @Override
    public DataSource dataSource() {
        throw new MisconfiguredException("a Snowflake warehouse is reached by its SQL API, so a route cannot send it statements"
                + " of its own; use a duckdb or postgresql connection for that");
    }

    @Override
    public boolean joinsOtherTransactions() {
        return false;
    }

    @Override
    public void close() {
        api.close();
    }
}
