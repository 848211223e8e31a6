package io.fieldline.warehouse;

import java.util.Map;

/**
 * What was deleted about a customer, and what was left; tables without any are not in it.
 *
 * @param deleted rows by table
 * @param shared rows, by table, that name a record of the customer but are another customer's
 * @param unattributed rows, by table, of people of whom ServiceTitan does not say whose they are
 */
public record ErasedRows(Map<String, Long> deleted, Map<String, Long> shared, Map<String, Long> unattributed) {}
