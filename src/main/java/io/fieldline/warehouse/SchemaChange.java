package io.fieldline.warehouse;

/**
 * What was done to a table, as the table of schema changes keeps it.
 *
 * @param table which table
 * @param column which column
 * @param field the record's field that fills the column
 * @param what <code>created</code> with its table, <code>added</code> later or <code>widened</code>
 * @param oldType what it could hold before; null for a new column
 * @param newType what it can hold now
 */
record SchemaChange(String table, String column, String field, String what, String oldType, String newType) {}
