package io.fieldline.flow;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

/**
 * Tells a database that is away or busy from a row that it refuses. Classes of SQL states: 08 connection, 40 rollback of a
 * conflict, 53 out of resources, 57 shut down.
 */
final class DatabaseFailures implements Classification {

    @Override
    public Optional<SyncException> classify(Throwable failure) {
        return failure instanceof SQLException error && isPassing(error)
                ? Optional.of(new RetryLaterException("The database is away or busy (SQL state " + error.getSQLState() + ")",
                        error))
                : Optional.empty();
    }

    private static boolean isPassing(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return error instanceof SQLTransientException || error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException || state.startsWith("08") || state.startsWith("40")
                || state.startsWith("53") || state.startsWith("57");
    }
}
