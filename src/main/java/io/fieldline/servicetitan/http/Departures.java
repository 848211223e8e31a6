package io.fieldline.servicetitan.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The last requests that left, as many as the limit of a second, and when each can have arrived at the latest. A request
 * is delayed after it left: its thread is held up, its connection has yet to be opened. Its answer tells by how much at
 * most: what it took longer than the fastest.
 */
final class Departures {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(5);
    /** What takes longer is taken to be work on the answer and not delay on the way. */
    private static final long LONGEST_DELAY = TimeUnit.MILLISECONDS.toNanos(500);
    /** The way may have become longer for good: what was fastest is forgotten after so many answers. */
    private static final int GENERATION = 2_000;

    private final int limit;
    private final Deque<Departure> last = new ArrayDeque<>();
    private long fastest = Long.MAX_VALUE;
    private long fastestBefore = Long.MAX_VALUE;
    private int answers;

    /** One request on its way. */
    static final class Departure {
        private long leftAt;
        private long took = -1;
    }

    Departures(int limit) {
        this.limit = limit;
    }

    /** How long the next request has to wait so that never more than the limit arrive within one second. */
    long untilNext(long now) {
        if (last.size() < limit) {
            return 0;
        }
        Departure first = last.getFirst();
        return first.leftAt + delay(first) + SECOND + MARGIN - now;
    }

    private long delay(Departure departure) {
        return departure.took < 0
                ? LONGEST_DELAY
                : Math.min(LONGEST_DELAY, departure.took - Math.min(fastest, fastestBefore));
    }

    void left(Departure departure, long now) {
        departure.leftAt = now;
        last.addLast(departure);
        if (last.size() > limit) {
            last.removeFirst();
        }
    }

    /** Only the first word counts: the answer's head tells, its end may be long after. */
    void answered(Departure departure, long now) {
        if (departure.took >= 0) {
            return;
        }
        departure.took = now - departure.leftAt;
        fastest = Math.min(fastest, departure.took);
        answers++;
        if (answers % GENERATION == 0) {
            fastestBefore = fastest;
            fastest = Long.MAX_VALUE;
        }
    }
}
