package io.fieldline.servicetitan.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The last requests that left, as many as the limit of a second, and when each can have arrived at the latest. A request
 * is delayed after it left: its thread is held up, its connection has yet to be opened. Its answer tells by how much at
 * most: what it took longer than the fastest. Where answers are always uneven, that is the server's work and no delay; so
 * more than a little counts only for an answer that took far longer than is usual, or where this machine itself was late:
 * there whatever has to run waits for a processor, a request at each hand that it goes through, and all of it counts.
 */
final class Departures {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(5);
    /** What takes longer is taken to be work on the answer and not delay on the way. */
    private static final long LONGEST_DELAY = TimeUnit.MILLISECONDS.toNanos(500);
    /** Even spacing below the limit leaves this much unused, so that it costs nothing to count it. */
    private static final long SLIGHT_DELAY = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int FAR_LONGER = 3;
    /** A thread that is awake so much later than it was to be waited for a processor. */
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int LATE_FOR_SECONDS = 10;
    /** What is usual is looked at anew after so many answers. */
    private static final int USUAL_FOR = 20;
    /** The way may have become longer for good: what was fastest is forgotten after so many answers. */
    private static final int GENERATION = 2_000;

    private final int limit;
    private final Deque<Departure> last = new ArrayDeque<>();
    private long fastest = Long.MAX_VALUE;
    private long fastestBefore = Long.MAX_VALUE;
    private long usual;
    private int answers;
    private long sinceLate = Long.MAX_VALUE / 2;

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
        long delay = Math.min(LONGEST_DELAY, departure.took - Math.min(fastest, fastestBefore));
        return departure.took > FAR_LONGER * usual || machineIsLate() ? delay : Math.min(SLIGHT_DELAY, delay);
    }

    /** Requests that had not to wait show nothing of it, so it is believed for a while. */
    private boolean machineIsLate() {
        return sinceLate < LATE_FOR_SECONDS * limit;
    }

    /** @param late how long after it was to be awake its thread was */
    void left(Departure departure, long now, long late) {
        departure.leftAt = now;
        sinceLate = late > LATE ? 0 : sinceLate + 1;
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
        if (answers % USUAL_FOR == 0 || answers < USUAL_FOR) {
            usual = median();
        }
        if (answers % GENERATION == 0) {
            fastestBefore = fastest;
            fastest = Long.MAX_VALUE;
        }
    }

    private long median() {
        long[] took = last.stream().mapToLong(one -> one.took).filter(time -> time >= 0).sorted().toArray();
        return took.length == 0 ? 0 : took[took.length / 2];
    }
}
