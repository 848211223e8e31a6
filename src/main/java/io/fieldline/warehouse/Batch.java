package io.fieldline.warehouse;

import java.util.List;

/**
 * Rows on their way into a table, by the bulk path: insert those whose key is new, update the others.
 *
 * @param table where to
 * @param columns what each value of a row is for
 * @param key names of the columns that tell rows apart; no two rows have the same
 * @param guarded whether a row with an older <code>modified_on</code> than the table's is left out
 * @param positions where in a row the value for each column is
 * @param rows a row that is too short for a position has null there
 */
record Batch(String table, List<Column> columns, List<String> key, boolean guarded, int[] positions,
        List<Object[]> rows) {

    static final List<String> RECORD_KEY = List.of(Column.TENANT.name(), Column.ID);

    Batch of(List<Object[]> some) {
        return new Batch(table, columns, key, guarded, positions, some);
    }

    List<Column> values() {
        return columns.stream().filter(column -> !key.contains(column.name())).toList();
    }

    /** The column of that name; null when the batch does not fill it. */
    Column column(String name) {
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst().orElse(null);
    }

    /** Where in a row the value for the column is; -1 for no column. */
    int position(Column column) {
        return column == null ? -1 : positions[columns.indexOf(column)];
    }

    Object value(Object[] row, int column) {
        return at(row, positions[column]);
    }

    /** What the row has at the position; null where it is too short. */
    static Object at(Object[] row, int position) {
        return position < row.length ? row[position] : null;
    }
}
