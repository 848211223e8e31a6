package io.fieldline.servicetitan.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The requests that one application key may send to one tenant. Permits are handed out evenly spaced, never saved up: a
 * burst after a pause would meet the limit of any sliding window the server keeps.
 */
public final class RateBudget {

    /** Slightly below the limit, because requests sent evenly do not arrive evenly. */
    private static final double USED_SHARE = 0.975;

    private final LongSupplier nanoTime;
    private final double spacing;
    private double nextPermit;
    private long permits;

    public RateBudget(int requestsPerSecond) {
        this(requestsPerSecond, System::nanoTime);
    }

    RateBudget(int requestsPerSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.spacing = TimeUnit.SECONDS.toNanos(1) / (requestsPerSecond * USED_SHARE);
        this.nextPermit = nanoTime.getAsLong();
    }

    /** Waits for the next permit; returns at once with the thread's interrupt flag set when it is interrupted. */
    public void acquire() {
        long until = reserve();
        long left;
        while ((left = until - nanoTime.getAsLong()) > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
        }
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
