package io.fieldline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Runs the stores' statements, inside the calling thread's unit of work when there is one. */
final class StateDatabase {

    private static final int ROWS_PER_BATCH = 1_000;

    private final Dialect dialect;
    private final DataSource writing;
    private final DataSource reading;
    private final JdbcUnitOfWork unitOfWork;
    private final OwnerLock lock;

    StateDatabase(Dialect dialect, DataSource writer, DataSource reader, OwnerLock lock) {
        this.dialect = dialect;
        this.lock = lock;
        this.unitOfWork = new JdbcUnitOfWork(writer, lock);
        this.writing = unitOfWork.joined();
        this.reading = unitOfWork.joined(reader);
    }

    Dialect dialect() {
        return dialect;
    }

    JdbcUnitOfWork unitOfWork() {
        return unitOfWork;
    }

    /** @return how many rows changed */
    int update(String sql, Object... values) {
        try (Connection connection = writing.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!unitOfWork.active()) {
                lock.require(connection);
            }
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    /** Runs the statement for each row, all in one transaction. */
    void batch(String sql, Collection<Object[]> rows) {
        if (!rows.isEmpty()) {
            unitOfWork.execute(() -> {
                runBatch(sql, rows);
                return null;
            });
        }
    }

    <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = reading.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    <T> Optional<T> find(String sql, RowReader<T> reader, Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    /** Inside a unit of work: waits until no other one has the turn of this name. */
    void turn(String name) {
        dialect.turnOf().ifPresent(turn -> query(turn, row -> true, name));
    }

    /**
     * SQLite's write-ahead log keeps what was deleted until it is written over; this empties it. Inside a unit of work, or
     * while a reader still needs the log, that is left to SQLite's own next checkpoint.
     */
    void emptyLog() {
        if (dialect != Dialect.SQLITE || unitOfWork.active()) {
            return;
        }
        try (Connection connection = writing.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    /** The bind value for {@link Dialect#membersOfJsonArray()}. */
    static String jsonArray(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array.toString();
    }

    private void runBatch(String sql, Collection<Object[]> rows) {
        try (Connection connection = writing.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
                if (++waiting == ROWS_PER_BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        } catch (SQLException error) {
            throw StateStoreErrors.of(error);
        }
    }

    /** PostgreSQL's text cannot hold the character NUL, so it is replaced, in both databases alike. */
    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String text) {
                statement.setString(i + 1, text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD'));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }
}
