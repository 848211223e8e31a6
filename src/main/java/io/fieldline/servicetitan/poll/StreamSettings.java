package io.fieldline.servicetitan.poll;

import java.time.Duration;

/**
 * How a stream is read.
 *
 * @param wholePages whether the recipient takes pages and applies them idempotently, newest version winning; then history
 *        is handed on without looking up each record
 * @param batchRecords how many records are read before they are handed on together
 * @param lookBack how far before the watermark lists are asked for changes, because ServiceTitan shows some of them late
 * @param feedEvery how long a feed that has caught up is left alone
 * @param fullPassEvery how often a collection without feed and time of change is read whole
 */
public record StreamSettings(boolean wholePages, int batchRecords, Duration lookBack, Duration feedEvery,
        Duration fullPassEvery) {

    public static final StreamSettings RECORDS = new StreamSettings(false, 1, Duration.ofMinutes(5), Duration.ofMinutes(6),
            Duration.ofMinutes(15));

    public static final StreamSettings PAGES = new StreamSettings(true, 20_000, Duration.ofMinutes(5), Duration.ofMinutes(6),
            Duration.ofMinutes(15));
}
