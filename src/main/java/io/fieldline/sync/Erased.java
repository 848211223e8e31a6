package io.fieldline.sync;

/**
 * What was removed from one place.
 *
 * @param table where
 * @param count how many rows
 */
public record Erased(String table, int count) {}
