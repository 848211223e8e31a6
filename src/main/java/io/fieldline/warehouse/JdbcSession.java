package io.fieldline.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on one JDBC connection. */
final class JdbcSession implements Session {

    private static final String SAVEPOINT = "fieldline_rows";

    private final Connection connection;
    private final JdbcDialect dialect;

    JdbcSession(Connection connection, JdbcDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public List<List<String>> query(String sql, String... arguments) {
        try (PreparedStatement statement = prepared(sql, arguments); ResultSet results = statement.executeQuery()) {
            List<List<String>> rows = new ArrayList<>();
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(results.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    @Override
    public long update(String sql, String... arguments) {
        try (PreparedStatement statement = prepared(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    private PreparedStatement prepared(String sql, String... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int at = 0; at < arguments.length; at++) {
            statement.setString(at + 1, arguments[at]);
        }
        return statement;
    }

    @Override
    public long upsert(Batch batch) {
        try {
            return dialect.upsert(connection, batch);
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    /** Savepoints by statement: a unit of work takes a call of rollback, even to a savepoint, for its own end. */
    @Override
    public long tryUpsert(Batch batch) throws UnstorableRowException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT " + SAVEPOINT);
            try {
                long written = dialect.upsert(connection, batch);
                statement.execute("RELEASE SAVEPOINT " + SAVEPOINT);
                return written;
            } catch (SQLException error) {
                if (!WarehouseFailures.concernsData(error)) {
                    throw error;
                }
                statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
                throw new UnstorableRowException(error);
            }
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    @Override
    public boolean undoes() {
        return dialect.hasSavepoints();
    }
}
