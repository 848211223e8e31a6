package io.fieldline.servicetitan.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The requests that one application key may send to one tenant. Permits are handed out evenly spaced, never saved up: a
 * burst after a pause would meet the limit of any sliding window the server keeps.
 */
public final class RateBudget {

    /** Slightly below the limit, because requests sent evenly do not arrive evenly. */
    private static final double USED_SHARE = 0.956;

    /** A little more than the second that the server looks at, for what requests are delayed unequally on their way. */
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1040);

    private final LongSupplier nanoTime;
    private final double spacing;
    private final long[] departures;
    private double nextPermit;
    private long permits;

    public RateBudget(int requestsPerSecond) {
        this(requestsPerSecond, System::nanoTime);
    }

    RateBudget(int requestsPerSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.spacing = TimeUnit.SECONDS.toNanos(1) / (requestsPerSecond * USED_SHARE);
        this.nextPermit = nanoTime.getAsLong();
        this.departures = new long[requestsPerSecond];
        Arrays.fill(departures, nanoTime.getAsLong() - WINDOW);
    }

    /** Waits for the next permit; returns at once with the thread's interrupt flag set when it is interrupted. */
    public void acquire() {
        long permit = reserve();
        long left;
        while ((left = untilDeparture(permit)) > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /**
     * Threads that the machine held up wake together. However late they are, no more of them leave within one window than
     * the limit allows.
     *
     * @return how long the holder of the permit has still to wait; 0 when it is off
     */
    synchronized long untilDeparture(long permit) {
        long now = nanoTime.getAsLong();
        long left = Math.max(permit - now, departures[0] + WINDOW - now);
        if (left > 0) {
            return left;
        }
        System.arraycopy(departures, 1, departures, 0, departures.length - 1);
        departures[departures.length - 1] = now;
        return 0;
    }

    /** @return the moment, on the budget's own clock, at which the caller may go on */
    synchronized long reserve() {
        double permit = Math.max(nextPermit, nanoTime.getAsLong());
        nextPermit = permit + spacing;
        permits++;
        return (long) permit;
    }

    /** The server asked for a pause: nobody gets a permit before it is over. */
    public synchronized void pauseFor(Duration pause) {
        nextPermit = Math.max(nextPermit, nanoTime.getAsLong() + (double) pause.toNanos());
    }

    /** How many permits were handed out so far. */
    public synchronized long used() {
        return permits;
    }
}
