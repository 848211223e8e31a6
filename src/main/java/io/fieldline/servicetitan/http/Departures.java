package io.fieldline.servicetitan.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The last requests that left, as many as the limit of a second, and when each can have arrived at the latest. A request
 * is delayed after it left: its thread is held up, its connection has yet to be opened. Its answer tells by how much at
 * most: what it took longer than the fastest of its neighbours.
 */
final class Departures {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(5);
    /** What takes longer is taken to be work on the answer and not delay on the way. */
    private static final long LONGEST_DELAY = TimeUnit.MILLISECONDS.toNanos(500);

    private final int limit;
    private final Deque<Departure> last = new ArrayDeque<>();

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
        if (departure.took < 0) {
            return LONGEST_DELAY;
        }
        long fastest = departure.took;
        for (Departure other : last) {
            if (other.took >= 0 && other.took < fastest) {
                fastest = other.took;
            }
        }
        return Math.min(LONGEST_DELAY, departure.took - fastest);
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
        if (departure.took < 0) {
            departure.took = now - departure.leftAt;
        }
    }
}
