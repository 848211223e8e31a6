package io.fieldline.warehouse;

/**
 * A column of a table.
 *
 * @param field the record's field that fills it
 * @param name the column's name, lower case with underscores
 * @param type what it can hold
 */
record Column(String field, String name, ColumnType type) {

    // What fills our own columns is no field of a record, and cannot be taken for one.
    static final Column TENANT = new Column("(tenant)", "tenant", ColumnType.TEXT);
    static final Column SYNCED_AT = new Column("(synced at)", "_fieldline_synced_at", ColumnType.TIMESTAMP);
    static final Column DELETED_AT = new Column("(deleted at)", "_fieldline_deleted_at", ColumnType.TIMESTAMP);
    static final Column MERGED_TO = new Column("(merged to)", "_fieldline_merged_to", ColumnType.BIGINT);
    static final String ID = "id";
    static final String MODIFIED_ON = "modified_on";

    Column as(ColumnType other) {
        return new Column(field, name, other);
    }
}
