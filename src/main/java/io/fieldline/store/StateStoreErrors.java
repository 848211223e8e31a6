package io.fieldline.store;

import java.sql.SQLException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

/** Which of the four failures an error of the state database is. */
final class StateStoreErrors {

    private StateStoreErrors() {}

    static SyncException of(SQLException error) {
        if (error instanceof SQLiteException sqlite) {
            return ofSqlite(sqlite);
        }
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.startsWith("23")) {
            return rejected(error);
        }
        if (state.equals("25006")) {
            return readOnly(error);
        }
        if (state.startsWith("28") || state.startsWith("3D") || state.startsWith("42")) {
            return new MisconfiguredException("the state store refuses: " + error.getMessage(), error);
        }
        return new RetryLaterException("the state store is not available: " + error.getMessage(), error);
    }

    /** The low byte of a result code is its family: BUSY_SNAPSHOT is a BUSY. */
    private static SyncException ofSqlite(SQLiteException error) {
        int family = error.getResultCode().code & 0xff;
        if (family == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return rejected(error);
        }
        if (family == SQLiteErrorCode.SQLITE_READONLY.code) {
            return readOnly(error);
        }
        if (family == SQLiteErrorCode.SQLITE_ERROR.code || family == SQLiteErrorCode.SQLITE_CORRUPT.code
                || family == SQLiteErrorCode.SQLITE_NOTADB.code || family == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new MisconfiguredException("the state store refuses: " + error.getMessage(), error);
        }
        return new RetryLaterException("the state store is not available: " + error.getMessage(), error);
    }

    private static SyncException rejected(SQLException error) {
        return new RejectedRecordException("the state store already holds something that rules this out: " + error.getMessage(),
                error);
    }

    private static SyncException readOnly(SQLException error) {
        return new MisconfiguredException("the state store was opened to look only, so nothing can be written to it", error);
    }
}
