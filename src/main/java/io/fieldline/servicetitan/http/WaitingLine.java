package io.fieldline.servicetitan.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Who waits for a budget, and who is next: the first of the first lane in which somebody waits. A lane in which somebody waits
 * comes first once it was passed over nine times in a row, so that none has less than a tenth.
 */
final class WaitingLine {

    private static final int MOST_PASSED_OVER = 9;

    private final Map<RateLane, Deque<Ticket>> lanes = new EnumMap<>(RateLane.class);
    private final Map<RateLane, Integer> passedOver = new EnumMap<>(RateLane.class);

    WaitingLine() {
        for (RateLane lane : RateLane.values()) {
            lanes.put(lane, new ArrayDeque<>());
            passedOver.put(lane, 0);
        }
    }

    /** One that waits, on its own thread. */
    static final class Ticket {
        private final RateLane lane;
        private final Thread thread = Thread.currentThread();
        private boolean asleep;
        private long wakesAt;
        private long late;

        private Ticket(RateLane lane) {
            this.lane = lane;
        }

        RateLane lane() {
            return lane;
        }

        Thread thread() {
            return thread;
        }

        /** From the moment on its thread is to be awake. */
        void wakesAt(long moment) {
            asleep = true;
            wakesAt = moment;
        }

        void isAwake(long now) {
            late = asleep ? Math.max(late, now - wakesAt) : late;
            asleep = false;
        }

        /** How long after the moment its thread was awake, the longest time; nanoseconds. */
        long late() {
            return late;
        }
    }

    Ticket join(RateLane lane) {
        Ticket ticket = new Ticket(lane);
        lanes.get(lane).addLast(ticket);
        return ticket;
    }

    boolean isEmpty() {
        return lanes.values().stream().allMatch(Deque::isEmpty);
    }

    /** @return null when nobody waits */
    Ticket next() {
        Ticket first = null;
        for (RateLane lane : RateLane.values()) {
            Ticket ticket = lanes.get(lane).peekFirst();
            if (ticket != null && passedOver.get(lane) >= MOST_PASSED_OVER) {
                return ticket;
            }
            first = first == null ? ticket : first;
        }
        return first;
    }

    /** The next one goes. */
    void goes() {
        Ticket ticket = next();
        lanes.get(ticket.lane).removeFirst();
        for (RateLane lane : RateLane.values()) {
            boolean passed = lane != ticket.lane && !lanes.get(lane).isEmpty();
            passedOver.put(lane, passed ? passedOver.get(lane) + 1 : 0);
        }
    }

    /** One waits no more, and does not go. */
    void leave(Ticket ticket) {
        lanes.get(ticket.lane).remove(ticket);
    }
}
