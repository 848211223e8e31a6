package io.fieldline.servicetitan.poll;

import java.util.Map;

import io.fieldline.sync.SeenRecord;

/**
 * A version of a record that the flow was not handed yet.
 *
 * @param record the record
 * @param seen what to remember once it is confirmed; null when the record has no id
 */
record Change(Map<String, Object> record, SeenRecord seen) {}
