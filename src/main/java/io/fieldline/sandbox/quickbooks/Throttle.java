package io.fieldline.sandbox.quickbooks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many requests a minute and at once are taken. What is refused does not count. Safe for use by many threads. */
final class Throttle {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Deque<Long> requests = new ArrayDeque<>();
    private final Deque<Long> batches = new ArrayDeque<>();
    private QuickBooksSettings.Limits limits;
    private int underWay;
    private int refused;

    Throttle(QuickBooksSettings.Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    synchronized void limits(QuickBooksSettings.Limits other) {
        limits = other;
    }

    /** How many requests were refused so far. */
    synchronized int refused() {
        return refused;
    }

    /**
     * @return whether the request may go on; {@link #leave} then ends it
     */
    synchronized boolean enter() {
        if (limits.atOnce() > 0 && underWay >= limits.atOnce()) {
            refused++;
            return false;
        }
        underWay++;
        return true;
    }

    synchronized void leave() {
        underWay--;
    }

    /**
     * Counts a request.
     *
     * @param operations 1, or the items of a batch
     * @throws Refusal where it is one too many
     */
    synchronized void count(int operations, boolean batch) {
        long now = nanos.getAsLong();
        boolean full = full(requests, operations, limits.requestsPerMinute(), now)
                || batch && full(batches, 1, limits.batchesPerMinute(), now);
        if (full) {
            refused++;
            throw Refusal.throttled();
        }
        for (int operation = 0; operation < operations; operation++) {
            requests.addLast(now);
        }
        if (batch) {
            batches.addLast(now);
        }
    }

    private static boolean full(Deque<Long> window, int more, int most, long now) {
        while (!window.isEmpty() && now - window.peekFirst() >= MINUTE) {
            window.removeFirst();
        }
        return most > 0 && window.size() + more > most;
    }
}
