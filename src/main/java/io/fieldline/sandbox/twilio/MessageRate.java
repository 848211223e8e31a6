package io.fieldline.sandbox.twilio;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many messages the account may make in a second. */
final class MessageRate {

    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private final Deque<Long> taken = new ArrayDeque<>();

    /** @param most 0 for no limit */
    MessageRate(int most) {
        this.most = most;
    }

    /** Refuses the one that is too many. */
    synchronized void take() {
        if (most == 0) {
            return;
        }
        long now = System.nanoTime();
        while (!taken.isEmpty() && now - taken.peekFirst() >= SECOND) {
            taken.removeFirst();
        }
        if (taken.size() >= most) {
            throw Refusal.busy();
        }
        taken.addLast(now);
    }
}
