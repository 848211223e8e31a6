package io.fieldline.warehouse;

import java.util.function.Function;

import javax.sql.DataSource;

/** A database that holds a warehouse. */
interface Engine extends AutoCloseable {

    Dialect dialect();

    /** Runs the work in one transaction; writers of an engine that takes one at a time queue for it. */
    <T> T write(Function<Session, T> work);

    /** Runs work that changes nothing. */
    <T> T read(Function<Session, T> work);

    DataSource dataSource();

    /** Whether somebody else may undo what {@link #write} did after it returned. */
    boolean joinsOtherTransactions();

    @Override
    void close();
}
