package io.fieldline.sync;

import java.util.Map;

/**
 * What a source documents about a record's fields; a record may carry fields that are not in it.
 *
 * @param fields top-level field name to kind, in documented order
 */
public record RecordShape(Map<String, Kind> fields) {

    public static final RecordShape UNKNOWN = new RecordShape(Map.of());

    /** MONEY is a decimal that the source may send as text. JSON is an object or an array. */
    public enum Kind {
        INTEGER, DECIMAL, MONEY, BOOLEAN, TEXT, TIMESTAMP, DATE, JSON
    }
}
