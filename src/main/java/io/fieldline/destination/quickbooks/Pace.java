package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.fieldline.failure.RetryLaterException;

/** Spaces the calls of a company evenly, and holds all of them back after one was too many. Safe for use by many threads. */
final class Pace {

    /** What stays free is for calls that arrive closer than they left. */
    private static final double SHARE = 0.97;
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final long spacing;
    private long free = System.nanoTime();
    private long pausedAt = free;
    private long pausedUntil = free;
    private long nextPause = SHORTEST_PAUSE;

    Pace(int callsPerMinute) {
        this.spacing = (long) (TimeUnit.MINUTES.toNanos(1) / (callsPerMinute * SHARE));
    }

    /**
     * Waits for the turn.
     *
     * @param calls what it counts for
     * @return when it came, for {@link #refused}
     */
    long await(int calls) {
        long wait = turn(calls);
        while (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetryLaterException("Interrupted before QuickBooks was called", e);
            }
            // A turn that was given before a pause began is given anew.
            wait = paused() ? turn(calls) : 0;
        }
        return System.nanoTime();
    }

    private synchronized boolean paused() {
        return pausedUntil - System.nanoTime() > 0;
    }

    private synchronized long turn(int calls) {
        long now = System.nanoTime();
        long mine = Math.max(now, free);
        free = mine + spacing * calls;
        return mine - now;
    }

    /**
     * A call was one too many. Those that were under way beside it say nothing new.
     *
     * @param sent when
     * @param asked how long QuickBooks wants to be left alone; without it each pause is twice the one before
     */
    synchronized void refused(long sent, Optional<Duration> asked) {
        long now = System.nanoTime();
        if (sent - pausedAt <= 0 && asked.isEmpty()) {
            return;
        }
        long pause = asked.map(time -> time.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : time).map(Duration::toNanos)
                .orElse(nextPause);
        nextPause = Math.min(nextPause * 2, LONGEST_PAUSE);
        pausedAt = now;
        pausedUntil = Math.max(pausedUntil, now + pause);
        free = Math.max(free, pausedUntil);
    }

    synchronized void taken() {
        nextPause = SHORTEST_PAUSE;
    }
}
