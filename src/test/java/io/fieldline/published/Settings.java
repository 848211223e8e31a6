package io.fieldline.published;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How big it is and how it behaves.
 *
 * @param rows rows by collection
 * @param otherRows rows of every collection that is not named
 * @param tokenLife how long a token is good
 * @param settling how long a feed holds a change back
 */
public record Settings(int tenants, Map<String, Long> rows, long otherRows, int feedPageSize, Duration tokenLife,
        Duration settling) {

    private static final long CHILDREN = 3;

    public static Settings usual() {
        return new Settings(1, Map.of(), 60, 500, Duration.ofSeconds(900), Duration.ofMinutes(2));
    }

    public Settings tenants(int number) {
        return new Settings(number, rows, otherRows, feedPageSize, tokenLife, settling);
    }

    public Settings rows(String collection, long number) {
        Map<String, Long> more = new HashMap<>(rows);
        more.put(collection, number);
        return new Settings(tenants, more, otherRows, feedPageSize, tokenLife, settling);
    }

    public Settings feedPageSize(int size) {
        return new Settings(tenants, rows, otherRows, size, tokenLife, settling);
    }

    public Settings tokenLife(Duration life) {
        return new Settings(tenants, rows, otherRows, feedPageSize, life, settling);
    }

    /** Records below another record are few. */
    long rowsOf(String collection) {
        return rows.getOrDefault(collection, collection.contains("{") ? CHILDREN : otherRows);
    }
}
