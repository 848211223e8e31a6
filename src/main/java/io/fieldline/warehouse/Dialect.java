package io.fieldline.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one engine says what all engines can do. */
interface Dialect {

    /** The engine's name for the type. */
    String typeName(ColumnType type);

    /**
     * The type of a column that exists.
     *
     * @param dataType as <code>information_schema.columns</code> names it
     * @param precision of a number, null where there is none
     * @param scale of a number, null where there is none
     */
    ColumnType columnType(String dataType, Integer precision, Integer scale);

    /** Statements that give the column its wider type and keep what is in it. */
    List<String> widen(String table, Column column, ColumnType to);

    /** What tells the rows of a table apart, as a clause of CREATE TABLE; empty where the engine is better off without. */
    String keyClause(List<String> key);

    /** A field of a JSON column, as text. */
    String jsonText(String column, String field);

    /** Columns of a table in their order: name, type, precision and scale; takes the table's name. */
    default String columnsQuery() {
        return "SELECT column_name, data_type, numeric_precision, numeric_scale FROM information_schema.columns"
                + " WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position";
    }

    /** Tables of the schema and their columns: table, name, type. */
    default String allColumnsQuery() {
        return "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN information_schema.tables t"
                + " ON c.table_schema = t.table_schema AND c.table_name = t.table_name"
                + " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'";
    }

    /** The name as the engine keeps it in its catalogue. */
    default String storedName(String table) {
        return table;
    }

    /** A query that waits until nobody else changes the table and keeps others out to the end of the transaction. */
    default Optional<String> lockForChange(String table) {
        return Optional.empty();
    }

    /** The type that every decimal column has, or null where it is chosen by the digits. */
    default ColumnType decimals() {
        return null;
    }

    /** Whether the engine can store the text, in a column of that type, at all. */
    default boolean storable(String text, ColumnType type) {
        return true;
    }

    /** A table or column name as it is written in a statement. */
    default String name(String name) {
        return '"' + name + '"';
    }

    default String createTable(String table, List<Column> columns, List<String> key) {
        String definitions = columns.stream().map(column -> name(column.name()) + " " + typeName(column.type()))
                .collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + name(table) + " (" + definitions + keyClause(key) + ")";
    }

    default String addColumn(String table, Column column) {
        return "ALTER TABLE " + name(table) + " ADD COLUMN IF NOT EXISTS " + name(column.name()) + " "
                + typeName(column.type());
    }

    default String names(List<Column> columns) {
        return columns.stream().map(column -> name(column.name())).collect(Collectors.joining(", "));
    }

    /** What an update gives the column; a row that is already deleted keeps the time at which it was. */
    default String update(Column column, String target, String source) {
        String from = source + "." + name(column.name());
        return column.name().equals(Column.DELETED_AT.name())
                ? "CASE WHEN " + from + " IS NOT NULL THEN COALESCE(" + target + "." + name(column.name()) + ", " + from
                        + ") END"
                : from;
    }

    default String updates(List<Column> columns, String target, String source) {
        return columns.stream().map(column -> name(column.name()) + " = " + update(column, target, source))
                .collect(Collectors.joining(", "));
    }

    default String sameKey(List<String> key, String left, String right) {
        return key.stream().map(column -> left + "." + name(column) + " = " + right + "." + name(column))
                .collect(Collectors.joining(" AND "));
    }

    /** True unless the row in the table is newer. */
    default String notOlder(String source, String target) {
        String modifiedOn = "." + name(Column.MODIFIED_ON);
        return "(" + target + modifiedOn + " IS NULL OR " + source + modifiedOn + " IS NULL OR " + source + modifiedOn
                + " >= " + target + modifiedOn + ")";
    }

    /** Needs a table that holds each key once, and so does the source. */
    default String merge(Batch batch, String source) {
        String all = names(batch.columns());
        String values = batch.columns().stream().map(column -> "s." + name(column.name()))
                .collect(Collectors.joining(", "));
        return "MERGE INTO " + name(batch.table()) + " t USING " + source + " s ON " + sameKey(batch.key(), "t", "s")
                + " WHEN MATCHED" + (batch.guarded() ? " AND " + notOlder("s", "t") : "") + " THEN UPDATE SET "
                + updates(batch.values(), "t", "s") + " WHEN NOT MATCHED THEN INSERT (" + all + ") VALUES (" + values + ")";
    }
}
