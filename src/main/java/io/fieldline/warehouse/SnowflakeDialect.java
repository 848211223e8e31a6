package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Snowflake: a page is bound as one JSON text, taken apart by the MERGE that brings it into the table. Names are upper case,
 * as Snowflake takes names that are written without quotes.
 */
final class SnowflakeDialect implements Dialect {

    private static final int BIGINT_DIGITS = 19;
    private static final int MOST_DIGITS = 38;

    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case BIGINT -> "NUMBER(" + BIGINT_DIGITS + ",0)";
            case DECIMAL -> "NUMBER(" + MOST_DIGITS + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP_TZ";
            case TEXT -> "VARCHAR";
            case JSON -> "VARIANT";
        };
    }

    @Override
    public ColumnType columnType(String dataType, Integer precision, Integer scale) {
        return switch (dataType) {
            case "BOOLEAN" -> ColumnType.BOOLEAN;
            case "NUMBER" -> precision == BIGINT_DIGITS && scale == 0
                    ? ColumnType.BIGINT
                    : ColumnType.decimal(precision - scale, scale);
            case "DATE" -> ColumnType.DATE;
            case "TIMESTAMP_TZ" -> ColumnType.TIMESTAMP;
            case "VARIANT" -> ColumnType.JSON;
            default -> ColumnType.TEXT;
        };
    }

    @Override
    public String name(String name) {
        return '"' + name.toUpperCase(Locale.ROOT) + '"';
    }

    @Override
    public String storedName(String table) {
        return table.toUpperCase(Locale.ROOT);
    }

    /** Keys are not enforced. */
    @Override
    public String keyClause(List<String> key) {
        return "";
    }

    @Override
    public String jsonText(String column, String field) {
        return "TO_VARCHAR(GET(" + name(column) + ", '" + field + "'))";
    }

    /**
     * Snowflake cannot change a column to another type, so a wider one takes its place. Should this be interrupted, the old
     * values are still in a column named <code>…__wider</code>.
     */
    @Override
    public List<String> widen(String table, Column column, ColumnType to) {
        String alter = "ALTER TABLE " + name(table);
        String now = name(column.name());
        String wider = name(column.name() + "__wider");
        String narrow = name(column.name() + "__narrow");
        return List.of(alter + " ADD COLUMN IF NOT EXISTS " + wider + " " + typeName(to),
                "UPDATE " + name(table) + " SET " + wider + " = " + converted(column, to),
                alter + " RENAME COLUMN " + now + " TO " + narrow, alter + " RENAME COLUMN " + wider + " TO " + now,
                alter + " DROP COLUMN " + narrow);
    }

    private String converted(Column column, ColumnType to) {
        String name = name(column.name());
        String value = column.type().kind() == ColumnType.Kind.TIMESTAMP
                ? "TO_CHAR(CONVERT_TIMEZONE('UTC', " + name + "), 'YYYY-MM-DD\"T\"HH24:MI:SS.FF6\"Z\"')"
                : name;
        return to.kind() == ColumnType.Kind.JSON ? "TO_VARIANT(" + value + ")" : "CAST(" + value + " AS " + typeName(to) + ")";
    }

    String merge(Batch batch) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at < batch.columns().size(); at++) {
            Column column = batch.columns().get(at);
            String value = "GET(r.VALUE, " + at + ")";
            values.add((column.type().kind() == ColumnType.Kind.JSON
                    ? "STRIP_NULL_VALUE(" + value + ")"
                    : "CAST(" + value + " AS " + typeName(column.type()) + ")") + " AS " + name(column.name()));
        }
        return merge(batch, "(SELECT " + String.join(", ", values) + " FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) r)");
    }

    /** The row as a JSON array, in the order of the columns; decimals as text, so that no digit is lost. */
    static void appendRow(StringBuilder json, Batch batch, Object[] row) {
        for (int at = 0; at < batch.columns().size(); at++) {
            json.append(at == 0 ? '[' : ',');
            Object value = batch.value(row, at);
            if (value == null) {
                json.append("null");
            } else {
                append(json, value, batch.columns().get(at).type());
            }
        }
        json.append(']');
    }

    private static void append(StringBuilder json, Object value, ColumnType type) {
        switch (type.kind()) {
            case TEXT -> json.append(JsonText.of(value));
            case JSON, BIGINT, BOOLEAN -> json.append(value);
            case TIMESTAMP -> json.append('"').append(Timestamps.instant((Long) value)).append('"');
            case DATE -> json.append('"').append(value).append('"');
            case DECIMAL -> json.append('"').append(((BigDecimal) value).toPlainString()).append('"');
        }
    }
}
