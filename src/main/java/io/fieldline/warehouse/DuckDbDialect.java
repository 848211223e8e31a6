package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB: rows go through the appender into a temporary table. The tables have no primary key: its index would have to fit
 * in memory as a whole and makes a load slower the more rows there are. One writer and MERGE keep the keys unique.
 */
final class DuckDbDialect implements JdbcDialect {

    private static final String STAGE = "fieldline_stage";
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

    /** A page of new rows, as a backfill brings them, needs no MERGE: a look at the keys first takes a fraction of one. */
    @Override
    public long upsert(Connection connection, Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String definitions = batch.columns().stream().map(column -> name(column.name()) + " " + typeName(column.type()))
                    .collect(Collectors.joining(", "));
            statement.execute("CREATE OR REPLACE TEMP TABLE " + STAGE + " (" + definitions + ")");
            append(connection, batch);
            String sql = anyKnown(statement, batch)
                    ? merge(batch, STAGE)
                    : "INSERT INTO " + name(batch.table()) + " (" + names(batch.columns()) + ") SELECT * FROM " + STAGE;
            long written = statement.executeLargeUpdate(sql);
            statement.execute("DROP TABLE " + STAGE);
            return written;
        }
    }

    private boolean anyKnown(Statement statement, Batch batch) throws SQLException {
        String sql = "SELECT count(*) FROM " + name(batch.table()) + " t WHERE EXISTS (SELECT 1 FROM " + STAGE + " s WHERE "
                + sameKey(batch.key(), "t", "s") + ")";
        try (ResultSet known = statement.executeQuery(sql)) {
            return known.next() && known.getLong(1) > 0;
        }
    }

    private static void append(Connection connection, Batch batch) throws SQLException {
        ColumnType[] types = batch.columns().stream().map(Column::type).toArray(ColumnType[]::new);
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", STAGE)) {
            for (Object[] row : batch.rows()) {
                appender.beginRow();
                for (int column = 0; column < types.length; column++) {
                    append(appender, batch.value(row, column), types[column]);
                }
                appender.endRow();
            }
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
