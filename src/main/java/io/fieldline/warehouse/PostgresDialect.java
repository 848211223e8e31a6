package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** PostgreSQL: rows go by COPY into a temporary table, and from there into the table in the order of their keys. */
final class PostgresDialect implements JdbcDialect {

    private static final String STAGE = "fieldline_stage";
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)(?:\\\\{2})*\\\\u0000");
    private static final int CHUNK = 1 << 16;
    /** What <code>numeric</code> holds without being told digits. */
    private static final ColumnType NUMERIC = ColumnType.decimal(131_072, 16_383);

    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case BIGINT -> "bigint";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            case TIMESTAMP -> "timestamptz";
            case TEXT -> "text";
            case JSON -> "jsonb";
        };
    }

    @Override
    public ColumnType columnType(String dataType, Integer precision, Integer scale) {
        return switch (dataType) {
            case "boolean" -> ColumnType.BOOLEAN;
            case "bigint" -> ColumnType.BIGINT;
            case "numeric" -> precision == null ? NUMERIC : ColumnType.decimal(precision - scale, scale);
            case "date" -> ColumnType.DATE;
            case "timestamp with time zone" -> ColumnType.TIMESTAMP;
            case "jsonb" -> ColumnType.JSON;
            default -> ColumnType.TEXT;
        };
    }

    @Override
    public ColumnType decimals() {
        return NUMERIC;
    }

    @Override
    public Optional<String> lockForChange(String table) {
        return Optional.of("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '." + table + "'))");
    }

    /** PostgreSQL has no NUL in texts, nor its escape in jsonb. */
    @Override
    public boolean storable(String text, ColumnType type) {
        return type.kind() == ColumnType.Kind.JSON ? !ESCAPED_NUL.matcher(text).find() : text.indexOf('\0') < 0;
    }

    @Override
    public List<String> widen(String table, Column column, ColumnType to) {
        return List
                .of("ALTER TABLE " + name(table) + " ALTER COLUMN " + name(column.name()) + " TYPE " + typeName(to) + " USING "
                        + converted(column, to));
    }

    private String converted(Column column, ColumnType to) {
        String name = name(column.name());
        if (column.type().kind() == ColumnType.Kind.TIMESTAMP) {
            String text = "to_char(" + name + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            return to.kind() == ColumnType.Kind.JSON ? "to_jsonb(" + text + ")" : text;
        }
        if (to.kind() == ColumnType.Kind.TIMESTAMP) {
            return "CAST(" + name + " AS timestamp) AT TIME ZONE 'UTC'";
        }
        return to.kind() == ColumnType.Kind.JSON ? "to_jsonb(" + name + ")" : "CAST(" + name + " AS " + typeName(to) + ")";
    }

    @Override
    public String keyClause(List<String> key) {
        return ", PRIMARY KEY (" + key.stream().map(this::name).collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public String jsonText(String column, String field) {
        return name(column) + " ->> '" + field + "'";
    }

    @Override
    public boolean hasSavepoints() {
        return true;
    }

    @Override
    public long upsert(Connection connection, Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String definitions = batch.columns().stream().map(column -> name(column.name()) + " " + typeName(column.type()))
                    .collect(Collectors.joining(", "));
            statement.execute("CREATE TEMP TABLE " + STAGE + " (" + definitions + ") ON COMMIT DROP");
            copy(connection, batch);
            long written = statement.executeLargeUpdate(upsert(batch));
            statement.execute("DROP TABLE " + STAGE);
            return written;
        }
    }

    /** Rows in the order of their keys: two loads that meet wait for each other instead of locking each other out. */
    String upsert(Batch batch) {
        String key = batch.key().stream().map(this::name).collect(Collectors.joining(", "));
        return "INSERT INTO " + name(batch.table()) + " AS t (" + names(batch.columns()) + ") SELECT " + names(batch.columns())
                + " FROM " + STAGE + " ORDER BY " + key + " ON CONFLICT (" + key + ") DO UPDATE SET "
                + updates(batch.values(), "t", "excluded") + (batch.guarded() ? " WHERE " + notOlder("excluded", "t") : "");
    }

    private void copy(Connection connection, Batch batch) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("COPY " + STAGE + " (" + names(batch.columns()) + ") FROM STDIN");
        try {
            ColumnType[] types = batch.columns().stream().map(Column::type).toArray(ColumnType[]::new);
            StringBuilder text = new StringBuilder(CHUNK + CHUNK / 4);
            for (Object[] row : batch.rows()) {
                for (int column = 0; column < types.length; column++) {
                    append(text, batch.value(row, column), types[column]);
                    text.append(column == types.length - 1 ? '\n' : '\t');
                }
                if (text.length() >= CHUNK) {
                    send(copy, text);
                }
            }
            send(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static void append(StringBuilder text, Object value, ColumnType type) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        switch (type.kind()) {
            case TEXT, JSON -> escaped(text, (String) value);
            case TIMESTAMP -> text.append(Timestamps.instant((Long) value));
            case DECIMAL -> text.append(((BigDecimal) value).toPlainString());
            case BIGINT, BOOLEAN, DATE -> text.append(value);
        }
    }

    private static void escaped(StringBuilder text, String value) {
        for (int at = 0; at < value.length(); at++) {
            char letter = value.charAt(at);
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(letter);
            }
        }
    }
}
