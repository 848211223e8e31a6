package io.fieldline.published;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A strict limit: never more than so many requests in any second. A request is refused where the limit was broken for
 * certain; where only a stall of this process makes it look so, it is let pass and counted as a doubt.
 */
final class RateWindow {

    private static final long SECOND = 1_000_000_000;

    private final int limit;
    private final Deque<Arrival> last = new ArrayDeque<>();
    private long doubts;

    private record Arrival(long earliest, long readAt) {}

    RateWindow(int limit) {
        this.limit = limit;
    }

    synchronized boolean exceededBy(long earliest, long readAt) {
        last.addLast(new Arrival(earliest, readAt));
        if (last.size() <= limit) {
            return false;
        }
        Arrival first = last.removeFirst();
        long longest = readAt - first.earliest();
        if (readAt - first.readAt() < SECOND && longest >= SECOND) {
            doubts++;
        }
        return longest < SECOND;
    }

    synchronized long doubts() {
        return doubts;
    }
}
