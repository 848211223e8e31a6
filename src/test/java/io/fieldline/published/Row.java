package io.fieldline.published;

import java.time.Instant;
import java.util.Map;

/**
 * One record at one moment.
 *
 * @param number its place in its collection
 * @param deleted only the feed still shows it
 * @param mergedToId null unless it was merged
 * @param fields what differs from what its number gives, as JSON
 */
public record Row(long number, Instant createdOn, Instant modifiedOn, boolean active, boolean deleted, Long mergedToId,
        Map<String, Object> fields) {

    private static final long FIRST = 50_000_000;

    public static long id(long number) {
        return FIRST + number;
    }

    static long number(long id) {
        return id - FIRST;
    }

    public long id() {
        return id(number);
    }
}
