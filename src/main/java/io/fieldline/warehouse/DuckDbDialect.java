package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB: rows go through the appender. The tables have no primary key: its index would have to fit
 * in memory as a whole and makes a load slower the more rows there are. One writer and MERGE keep the keys unique.
 */
final class DuckDbDialect implements JdbcDialect {

    private static final String STAGE = "fieldline_stage";
    private static final String KEYS = "fieldline_keys";
    private static final BitSet NO_DEFAULTS = new BitSet();
    private static final int DIGITS_IN_EIGHT_BYTES = 18;
    private static final int MOST_DIGITS = 38;

    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + precision(type) + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case TEXT -> "VARCHAR";
            case JSON -> "JSON";
        };
    }

    private static int precision(ColumnType type) {
        return type.digits() + type.scale() <= DIGITS_IN_EIGHT_BYTES ? DIGITS_IN_EIGHT_BYTES : MOST_DIGITS;
    }

    @Override
    public ColumnType columnType(String dataType, Integer precision, Integer scale) {
        String type = dataType.toUpperCase(Locale.ROOT);
        if (type.startsWith("DECIMAL")) {
            return ColumnType.decimal(precision - scale, scale);
        }
        return switch (type) {
            case "BOOLEAN" -> ColumnType.BOOLEAN;
            case "BIGINT" -> ColumnType.BIGINT;
            case "DATE" -> ColumnType.DATE;
            case "TIMESTAMP WITH TIME ZONE" -> ColumnType.TIMESTAMP;
            case "JSON" -> ColumnType.JSON;
            default -> ColumnType.TEXT;
        };
    }

    @Override
    public List<String> widen(String table, Column column, ColumnType to) {
        return List.of("ALTER TABLE " + name(table) + " ALTER COLUMN " + name(column.name()) + " SET DATA TYPE " + typeName(to)
                + " USING " + converted(column, to));
    }

    private String converted(Column column, ColumnType to) {
        String name = name(column.name());
        if (column.type().kind() == ColumnType.Kind.TIMESTAMP) {
            String text = "strftime(" + name + " AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')";
            return to.kind() == ColumnType.Kind.JSON ? "to_json(" + text + ")" : text;
        }
        if (to.kind() == ColumnType.Kind.TIMESTAMP) {
            return "CAST(" + name + " AS TIMESTAMP) AT TIME ZONE 'UTC'";
        }
        return to.kind() == ColumnType.Kind.JSON ? "to_json(" + name + ")" : "CAST(" + name + " AS " + typeName(to) + ")";
    }

    @Override
    public String keyClause(List<String> key) {
        return "";
    }

    @Override
    public String jsonText(String column, String field) {
        return "json_extract_string(" + name(column) + ", '$." + field + "')";
    }

    @Override
    public boolean hasSavepoints() {
        return false;
    }

    /**
     * A page of new rows, as a backfill brings them, goes straight into its table, which takes less than half the time of
     * a MERGE: a look at the keys tells.
     */
    @Override
    public long upsert(Connection connection, Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return anyKnown(connection, statement, batch)
                    ? merge(connection, statement, batch)
                    : insert(connection, statement, batch);
        }
    }

    private boolean anyKnown(Connection connection, Statement statement, Batch batch) throws SQLException {
        List<Column> key = batch.columns().stream().filter(column -> batch.key().contains(column.name())).toList();
        // History often comes in the order of its ids: then the first look, which reads next to nothing, is enough.
        if (!any(statement, "SELECT count(*) FROM " + name(batch.table()) + range(batch, key))) {
            return false;
        }
        stage(connection, statement, KEYS, key, batch);
        boolean known = any(statement, "SELECT count(*) FROM " + name(batch.table()) + " t WHERE EXISTS (SELECT 1 FROM " + KEYS
                + " s WHERE " + sameKey(batch.key(), "t", "s") + ")");
        statement.execute("DROP TABLE " + KEYS);
        return known;
    }

    private static boolean any(Statement statement, String count) throws SQLException {
        try (ResultSet rows = statement.executeQuery(count)) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    /** The condition that holds for each key of the batch; empty where the key's values have no numbers to compare. */
    private String range(Batch batch, List<Column> key) {
        return key.stream().filter(column -> column.type().kind() == ColumnType.Kind.BIGINT).findFirst().map(number -> {
            int position = batch.position(number);
            LongSummaryStatistics numbers = batch.rows().stream().mapToLong(row -> (Long) Batch.at(row, position))
                    .summaryStatistics();
            return " WHERE " + name(number.name()) + " BETWEEN " + numbers.getMin() + " AND " + numbers.getMax();
        }).orElse("");
    }

    private long merge(Connection connection, Statement statement, Batch batch) throws SQLException {
        stage(connection, statement, STAGE, batch.columns(), batch);
        long written = statement.executeLargeUpdate(merge(batch, STAGE));
        statement.execute("DROP TABLE " + STAGE);
        return written;
    }

    private void stage(Connection connection, Statement statement, String stage, List<Column> columns, Batch batch)
            throws SQLException {
        String definitions = columns.stream().map(column -> name(column.name()) + " " + typeName(column.type()))
                .collect(Collectors.joining(", "));
        // A transaction begins with its first statement, and the appender is none.
        statement.execute("CREATE OR REPLACE TEMP TABLE " + stage + " (" + definitions + ")");
        append(connection, "temp", stage, columns, NO_DEFAULTS, batch);
    }

    private long insert(Connection connection, Statement statement, Batch batch) throws SQLException {
        List<Column> inOrder = new ArrayList<>();
        BitSet defaults = new BitSet();
        try (ResultSet columns = statement.executeQuery("DESCRIBE " + name(batch.table()))) {
            while (columns.next()) {
                defaults.set(inOrder.size(), columns.getString("default") != null);
                inOrder.add(batch.column(columns.getString("column_name")));
            }
        }
        append(connection, connection.getCatalog(), batch.table(), inOrder, defaults, batch);
        return batch.rows().size();
    }

    /**
     * @param columns what each column of the table gets; null for one that the batch does not fill
     * @param defaults columns of the table that somebody gave a default
     */
    private static void append(Connection connection, String catalog, String table, List<Column> columns, BitSet defaults,
            Batch batch) throws SQLException {
        int[] positions = columns.stream().mapToInt(batch::position).toArray();
        ColumnType[] types = columns.stream().map(column -> column == null ? null : column.type()).toArray(ColumnType[]::new);
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender(catalog, "main", table)) {
            for (Object[] row : batch.rows()) {
                appender.beginRow();
                for (int column = 0; column < types.length; column++) {
                    if (types[column] != null) {
                        append(appender, Batch.at(row, positions[column]), types[column]);
                    } else if (defaults.get(column)) {
                        appender.appendDefault();
                    } else {
                        appender.appendNull();
                    }
                }
                appender.endRow();
            }
            // Closing would write the last rows too, and keep to itself that the database refused them.
            appender.flush();
        }
    }

    private static void append(DuckDBAppender appender, Object value, ColumnType type) throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (type.kind()) {
            case TEXT, JSON -> appender.append((String) value);
            case BIGINT -> appender.append((long) (Long) value);
            case TIMESTAMP -> appender.appendEpochMicros((Long) value);
            case BOOLEAN -> appender.append((boolean) (Boolean) value);
            case DATE -> appender.append((LocalDate) value);
            case DECIMAL -> appendDecimal(appender, (BigDecimal) value, type);
        }
    }

    private static void appendDecimal(DuckDBAppender appender, BigDecimal value, ColumnType type) throws SQLException {
        appender.append(value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.UNNECESSARY));
    }
}
