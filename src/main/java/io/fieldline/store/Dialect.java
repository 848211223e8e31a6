package io.fieldline.store;

import java.util.Optional;

/** Where SQLite and PostgreSQL differ; every other statement serves both. */
enum Dialect {

    SQLITE("sqlite", "in (select value from json_each(?))", "", null), POSTGRESQL("postgresql",
            "= any (array(select json_array_elements_text(?::json)))", " for update of %s skip locked",
            "select set_config('lock_timeout', '30s', true), "
                    + "pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || ?, 0))");

    private final String folder;
    private final String membersOfJsonArray;
    private final String lockedRows;
    private final String turn;

    Dialect(String folder, String membersOfJsonArray, String lockedRows, String turn) {
        this.folder = folder;
        this.membersOfJsonArray = membersOfJsonArray;
        this.lockedRows = lockedRows;
        this.turn = turn;
    }

    String migrations() {
        return "classpath:db/migration/" + folder;
    }

    /**
     * A condition on the column before it, for a list of any length: one bind value, a JSON array of strings, because a bind
     * value for each element would run into the limits of both databases. In PostgreSQL it is an array and not a subquery: the
     * planner would guess the size of a subquery, and that of a table from statistics that a table just made has none of, and
     * then read the whole table for each page. An array is looked up in the index whatever the statistics say.
     */
    String membersOfJsonArray() {
        return membersOfJsonArray;
    }

    /** A text that stands in a JSON object under a name; null where it does not. */
    String textOf(String column, String name) {
        return (this == SQLITE ? "json_extract(%s, '$.%s')" : "(%s::json->>'%s')").formatted(column, name);
    }

    /**
     * The end of a query by which rows are taken inside a unit of work: those that another one is taking are passed over.
     * SQLite has one writer, which has the table to itself.
     */
    String rowsOf(String table) {
        return lockedRows.formatted(table);
    }

    /**
     * A query that waits until no other unit of work has the turn of the name that it binds, and keeps it until its unit of work
     * ends. Whoever has it is not waited for longer than 30 seconds, for its process may hang. SQLite needs none: its one writer
     * is taken for the whole of a unit of work.
     */
    Optional<String> turnOf() {
        return Optional.ofNullable(turn);
    }
}
