package io.fieldline.servicetitan.poll;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The few fields that every collection shares. */
final class Records {

    private static final int TO_THE_SECOND = "2026-01-31T12:30:15".length();

    private Records() {}

    /** The record's id as text; null when it has none. */
    static String id(Map<String, Object> record) {
        Object id = record.get("id");
        return id == null ? null : id.toString();
    }

    static Instant modifiedOn(Map<String, Object> record) {
        return instant(record.get("modifiedOn"));
    }

    static Instant createdOn(Map<String, Object> record) {
        return instant(record.get("createdOn"));
    }

    /** The newest time of change among the records, but never one in the future: the next poll would skip what comes before it. */
    static Instant newest(List<Map<String, Object>> records, Instant now) {
        Instant newest = null;
        String text = "";
        // The newest is nearly always the last, and then the others need not be understood.
        for (int at = records.size() - 1; at >= 0; at--) {
            Object value = records.get(at).get("modifiedOn");
            Instant modifiedOn = olderBySeconds(value, text) ? null : instant(value);
            if (modifiedOn != null && (newest == null || modifiedOn.isAfter(newest))) {
                newest = modifiedOn;
                text = value.toString();
            }
        }
        return newest != null && newest.isAfter(now) ? now : newest;
    }

    /** True only where two times in UTC differ in their seconds already. */
    private static boolean olderBySeconds(Object value, String than) {
        return value instanceof String text && text.endsWith("Z") && than.endsWith("Z") && text.length() >= TO_THE_SECOND
                && than.length() >= TO_THE_SECOND
                && text.substring(0, TO_THE_SECOND).compareTo(than.substring(0, TO_THE_SECOND)) < 0;
    }

    /** A status is a text on most records and an object with a name on estimates. */
    static String status(Map<String, Object> record) {
        for (String field : List.of("jobStatus", "status", "reviewStatus")) {
            Object status = record.get(field);
            if (status instanceof Map<?, ?> object) {
                status = object.get("name");
            }
            if (status != null) {
                return status.toString();
            }
        }
        return null;
    }

    static boolean inactive(Map<String, Object> record) {
        return Boolean.FALSE.equals(record.get("active"));
    }

    private static Instant instant(Object value) {
        if (!(value instanceof String text) || text.length() < 10) {
            return null;
        }
        try {
            if (text.endsWith("Z")) {
                return Instant.parse(text);
            }
            return text.length() > 19 && (text.indexOf('+', 19) >= 0 || text.indexOf('-', 19) >= 0)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
