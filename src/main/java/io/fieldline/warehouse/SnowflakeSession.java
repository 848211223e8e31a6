package io.fieldline.warehouse;

import java.sql.SQLException;
import java.util.List;

/**
 * Statements over the SQL API. Each is a transaction of its own: a page is one MERGE, or a few when it is large. Should the
 * process end between two of them, the page comes again, and loading it again ends in the same rows.
 */
final class SnowflakeSession implements Session {

    /** Characters of a bound text, which may have 16 MiB; a character has up to three bytes, and one more row may follow. */
    private static final int LARGEST_BINDING = 4_000_000;

    private final SnowflakeSqlApi api;
    private final SnowflakeDialect dialect;

    SnowflakeSession(SnowflakeSqlApi api, SnowflakeDialect dialect) {
        this.api = api;
        this.dialect = dialect;
    }

    @Override
    public List<List<String>> query(String sql, String... arguments) {
        try {
            return api.execute(sql, arguments);
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    /** Snowflake answers a statement that changes rows with one row of how many; other statements with a sentence. */
    @Override
    public long update(String sql, String... arguments) {
        List<List<String>> answer = query(sql, arguments);
        String first = answer.isEmpty() || answer.get(0).isEmpty() ? null : answer.get(0).get(0);
        return first != null && first.matches("[0-9]+") ? Long.parseLong(first) : 0;
    }

    @Override
    public long upsert(Batch batch) {
        try {
            return merge(batch);
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        }
    }

    @Override
    public long tryUpsert(Batch batch) throws UnstorableRowException {
        try {
            return merge(batch);
        } catch (SQLException error) {
            if (WarehouseFailures.concernsData(error)) {
                throw new UnstorableRowException(error);
            }
            throw WarehouseFailures.of(error);
        }
    }

    private long merge(Batch batch) throws SQLException {
        String sql = dialect.merge(batch);
        StringBuilder json = new StringBuilder("[");
        long written = 0;
        for (Object[] row : batch.rows()) {
            if (json.length() > LARGEST_BINDING) {
                written += merge(sql, json);
                json = new StringBuilder("[");
            }
            if (json.length() > 1) {
                json.append(',');
            }
            SnowflakeDialect.appendRow(json, batch, row);
        }
        return written + merge(sql, json);
    }

    /** Answered with the numbers of rows inserted and updated. */
    private long merge(String sql, StringBuilder json) throws SQLException {
        return api.execute(sql, json.append(']').toString()).get(0).stream().mapToLong(Long::parseLong).sum();
    }

    /** A MERGE that fails leaves no trace. */
    @Override
    public boolean undoes() {
        return true;
    }
}
