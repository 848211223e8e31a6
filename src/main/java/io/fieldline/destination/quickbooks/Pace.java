package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.fieldline.failure.RetryLaterException;

/**
 * Spaces the calls of a company evenly and lets so many be under way at once. After one was too many all of them are held back for
 * a while, and fewer are under way at once, until QuickBooks has taken some again. Safe for use by many threads.
 */
final class Pace {

    /** What stays free is for calls that arrive closer than they left, and for those that are made up for. */
    private static final double SHARE = 0.97;
    /** So much of a time without calls is made up for; of a minute, over which QuickBooks counts, it is less than stays free. */
    private static final long MADE_UP_FOR = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
    private static final int TAKEN_FOR_ONE_MORE = 10;

    private long spacing;
    private int most;
    private int atOnce;
    private int underWay;
    private int taken;
    private long free = System.nanoTime();
    private long pausedAt = free;
    private long pausedUntil = free;
    private long nextPause = SHORTEST_PAUSE;

    Pace(int callsPerMinute, int connections) {
        limits(callsPerMinute, connections);
    }

    /** From now on. */
    synchronized void limits(int callsPerMinute, int connections) {
        atOnce = atOnce == most ? connections : Math.min(atOnce, connections);
        most = connections;
        spacing = (long) (TimeUnit.MINUTES.toNanos(1) / (callsPerMinute * SHARE));
        notifyAll();
    }

    /**
     * Waits for the turn; {@link #leave} ends it.
     *
     * @param calls what it counts for
     * @return when it came, for {@link #refused}
     */
    long enter(int calls) {
        try {
            place();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            await(calls);
            return System.nanoTime();
        } catch (InterruptedException e) {
            leave();
            throw interrupted(e);
        }
    }

    private static RetryLaterException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RetryLaterException("Interrupted before QuickBooks was called", e);
    }

    private void await(int calls) throws InterruptedException {
        long wait = turn(calls);
        while (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
            // A turn that was given before a pause began is given anew.
            wait = paused() ? turn(calls) : 0;
        }
    }

    private synchronized void place() throws InterruptedException {
        while (underWay >= atOnce) {
            wait();
        }
        underWay++;
    }

    synchronized void leave() {
        underWay--;
        notifyAll();
    }

    private synchronized boolean paused() {
        return pausedUntil - System.nanoTime() > 0;
    }

    private synchronized long turn(int calls) {
        long now = System.nanoTime();
        long mine = Math.max(now - MADE_UP_FOR, free);
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
        atOnce = Math.max(1, atOnce / 2);
        taken = 0;
        pausedAt = now;
        pausedUntil = Math.max(pausedUntil, now + pause);
        free = Math.max(free, pausedUntil);
    }

    synchronized void taken() {
        nextPause = SHORTEST_PAUSE;
        if (atOnce < most && ++taken >= TAKEN_FOR_ONE_MORE) {
            taken = 0;
            atOnce++;
            notifyAll();
        }
    }
}
