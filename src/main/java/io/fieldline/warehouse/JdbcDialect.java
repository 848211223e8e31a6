package io.fieldline.warehouse;

import java.sql.Connection;
import java.sql.SQLException;

/** An engine that is reached by JDBC and has a bulk path of its own. */
interface JdbcDialect extends Dialect {

    /**
     * Brings the rows into a stage and from there, in one statement, into the table.
     *
     * @return how many rows were inserted or updated
     */
    long upsert(Connection connection, Batch batch) throws SQLException;

    /** Whether a statement that failed can be undone without giving up the transaction. */
    boolean hasSavepoints();
}
