package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;

/**
 * When the rows of a history were last written: evenly over the span, three at a time, as batch jobs write them, and
 * with as many fractional digits as chance gives.
 */
record Timeline(Instant from, Duration span, int rows, Seeded seeded) {

    private static final int TOGETHER = 3;
    private static final long[] TICKS = {0, 1_000_000_000L, 1_000_000L, 1_000L, 100L, 100L };

    Instant at(int index) {
        long group = index / TOGETHER;
        long groups = rows / TOGETHER + 1;
        long seconds = Math.multiplyExact(span.toSeconds(), group) / groups;
        long unit = TICKS[seeded.below(TICKS.length, group, 901)];
        // The fraction grows within a second, so that crowded seconds stay in order.
        long nanos = (span.toSeconds() * group % groups) * 1_000_000_000L / groups;
        return from.plusSeconds(seconds).plusNanos(unit == 0 || crowded(groups) ? nanos / 100 * 100 : nanos / unit * unit);
    }

    private boolean crowded(long groups) {
        return groups > span.toSeconds();
    }
}
