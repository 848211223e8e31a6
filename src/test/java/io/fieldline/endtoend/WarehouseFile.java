package io.fieldline.endtoend;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The DuckDB file that Fieldline wrote, opened when no process has it. */
final class WarehouseFile implements AutoCloseable {

    private final Connection connection;

    WarehouseFile(Path path) {
        try {
            Properties settings = new Properties();
            settings.setProperty("memory_limit", "256MB");
            settings.setProperty("threads", "2");
            connection = DriverManager.getConnection("jdbc:duckdb:" + path, settings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String query) {
        return Long.parseLong(rows(query).get(0).get(0));
    }

    List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
            int width = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    row.add(String.valueOf(result.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
