package io.fieldline.warehouse;

import java.sql.SQLException;
import java.util.Locale;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** Which of the four failures an error of a warehouse is. */
final class WarehouseFailures {

    /** Snowflake's codes where its SQL states say less: no virtual warehouse is there or may be used; no such column. */
    private static final int NO_WAREHOUSE = 606;
    private static final int INVALID_IDENTIFIER = 904;

    private WarehouseFailures() {}

    static SyncException of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = firstLine(error);
        if (state.isEmpty()) {
            return ofDuckDb(text.toLowerCase(Locale.ROOT), text, error);
        }
        if (state.startsWith("28")) {
            return new TenantUnavailableException("the warehouse refuses the user or the password: " + text, error);
        }
        if (state.equals("42501") || state.startsWith("3D") || state.startsWith("3F") || state.equals("25006")
                || state.equals("02000") || state.equals("42S02") || error.getErrorCode() == NO_WAREHOUSE) {
            return new MisconfiguredException("the warehouse cannot be written to as it is set up: " + text, error);
        }
        if (state.equals("42P01") || state.equals("42703") || state.equals("42804")
                || error.getErrorCode() == INVALID_IDENTIFIER) {
            return changed(text, error);
        }
        if (state.startsWith("42") || state.startsWith("54")) {
            return new MisconfiguredException("the warehouse does not understand a statement: " + text, error);
        }
        return concernsData(error) ? rejected(text, error) : unavailable(text, error);
    }

    /** DuckDB gives no codes; its messages start with the kind of error. */
    private static SyncException ofDuckDb(String text, String original, SQLException error) {
        if (text.contains("could not set lock") || text.contains("conflict") || text.contains("out of memory")
                || text.contains("no space left")) {
            return unavailable(original, error);
        }
        if (text.contains("permission denied") || text.contains("read-only") || text.contains("cannot open file")
                || text.contains("not a valid duckdb") || text.contains("no such file") || text.contains("is a directory")) {
            return new MisconfiguredException("the warehouse file cannot be used: " + original, error);
        }
        if (text.contains("catalog error")) {
            return changed(original, error);
        }
        return concernsData(error) ? rejected(original, error) : unavailable(original, error);
    }

    /** The lines after the first quote the row or the statement. */
    private static String firstLine(SQLException error) {
        return error.getMessage() == null ? "" : error.getMessage().lines().findFirst().orElse("");
    }

    /** Whether one of the rows is to blame, so that the others may still be stored without it. */
    static boolean concernsData(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = error.getMessage() == null ? "" : error.getMessage();
        return state.startsWith("22") || state.startsWith("23") || text.contains("Conversion Error")
                || text.contains("Constraint Error") || text.contains("Invalid Input Error")
                || text.contains("Out of Range Error") || text.contains("Failed to append");
    }

    private static SyncException changed(String text, SQLException error) {
        return new RetryLaterException("a table of the warehouse was changed by somebody else meanwhile: " + text, error);
    }

    private static SyncException rejected(String text, SQLException error) {
        return new RejectedRecordException("the warehouse cannot store what a row holds: " + text, error);
    }

    private static SyncException unavailable(String text, SQLException error) {
        return new RetryLaterException("the warehouse is not available: " + text, error);
    }
}
