package io.fieldline.store;

/** Where SQLite and PostgreSQL differ; every other statement serves both. */
enum Dialect {

    SQLITE("sqlite", "(select value from json_each(?))"), POSTGRESQL("postgresql",
            "(select json_array_elements_text(?::json))");

    private final String folder;
    private final String membersOfJsonArray;

    Dialect(String folder, String membersOfJsonArray) {
        this.folder = folder;
        this.membersOfJsonArray = membersOfJsonArray;
    }

    String migrations() {
        return "classpath:db/migration/" + folder;
    }

    /**
     * The right side of <code>in</code> for a list of any length: one bind value, a JSON array of strings, because a bind
     * value for each element would run into the limits of both databases.
     */
    String membersOfJsonArray() {
        return membersOfJsonArray;
    }
}
