package io.fieldline.destination.hubspot;

import java.util.concurrent.TimeUnit;

import io.fieldline.failure.RetryLaterException;

/** Spaces calls evenly. Safe for use by many threads. */
final class Pace {

    /** What stays free for the account's other applications, and for calls that arrive closer than they left. */
    private static final double SHARE = 0.95;

    private long spacing;
    private long free = System.nanoTime();

    private Pace(long spacing) {
        this.spacing = spacing;
    }

    static Pace of(int calls, long millis) {
        Pace pace = new Pace(0);
        pace.set(calls, millis);
        return pace;
    }

    /** Takes so many calls in so many milliseconds from now on. */
    synchronized void set(int calls, long millis) {
        spacing = (long) (TimeUnit.MILLISECONDS.toNanos(millis) / (calls * SHARE));
    }

    /** Waits for this call's turn. */
    void await() {
        try {
            TimeUnit.NANOSECONDS.sleep(turn());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before HubSpot was called", e);
        }
    }

    private synchronized long turn() {
        long now = System.nanoTime();
        long mine = Math.max(now, free);
        free = mine + spacing;
        return mine - now;
    }
}
