package io.fieldline.published;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A strict limit: never more than so many requests in any second. A request is refused where the limit was broken for
 * certain; where only a stall of this process makes it look so, it is let pass and counted as a doubt.
 */
final class RateWindow {

    private static final long SECOND = 1_000_000_000;

    private final int limit;
    private final Deque<Arrival> last = new ArrayDeque<>();
    private final List<String> excesses = new ArrayList<>();
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
        // Threads are held up between reading and coming here, so that the last to come need not be the last to be read.
        long latest = last.stream().mapToLong(Arrival::readAt).max().orElseThrow();
        long longest = latest - last.stream().mapToLong(Arrival::earliest).min().orElseThrow();
        long read = latest - last.stream().mapToLong(Arrival::readAt).min().orElseThrow();
        last.removeFirst();
        if (longest < SECOND) {
            excesses.add((limit + 1) + " within " + longest / 1_000_000 + " ms, read within " + read / 1_000_000 + " ms");
        } else if (read < SECOND) {
            doubts++;
        }
        return longest < SECOND;
    }

    /** How each refused request broke the limit. */
    synchronized List<String> excesses() {
        return List.copyOf(excesses);
    }

    synchronized long doubts() {
        return doubts;
    }
}
