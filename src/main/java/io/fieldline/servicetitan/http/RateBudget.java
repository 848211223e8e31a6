package io.fieldline.servicetitan.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The requests that one application key may send to one tenant. Permits are handed out evenly spaced, never saved up: a
 * burst after a pause would meet the limit of any sliding window the server keeps. For the same reason nobody leaves before
 * those that were held up on their way are known to be a second ahead.
 */
public final class RateBudget {

    /** Slightly below the limit, because requests sent evenly do not arrive evenly. */
    private static final double USED_SHARE = 0.956;

    private final LongSupplier nanoTime;
    private final double spacing;
    private final Departures departures;
    private double nextPermit;
    private long pauseEnds;
    private long permits;

    public RateBudget(int requestsPerSecond) {
        this(requestsPerSecond, System::nanoTime);
    }

    RateBudget(int requestsPerSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.spacing = TimeUnit.SECONDS.toNanos(1) / (requestsPerSecond * USED_SHARE);
        this.nextPermit = nanoTime.getAsLong();
        this.pauseEnds = nanoTime.getAsLong();
        this.departures = new Departures(requestsPerSecond);
    }

    /** Waits for the next permit; returns at once with the thread's interrupt flag set when it is interrupted. */
    Departures.Departure acquire() {
        Departures.Departure departure = new Departures.Departure();
        long permit = reserve();
        long left;
        while ((left = untilDeparture(permit, departure)) > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
        }
        return departure;
    }

    /** @return how long the holder of the permit has still to wait; 0 when it is off */
    synchronized long untilDeparture(long permit, Departures.Departure departure) {
        long now = nanoTime.getAsLong();
        long left = Math.max(Math.max(permit, pauseEnds) - now, departures.untilNext(now));
        if (left > 0) {
            return left;
        }
        departures.left(departure, now);
        return 0;
    }

    /** An answer began, or it is known that there will be none. */
    synchronized void answered(Departures.Departure departure) {
        departures.answered(departure, nanoTime.getAsLong());
    }

    /** @return the moment, on the budget's own clock, at which the caller may go on */
    synchronized long reserve() {
        double permit = Math.max(nextPermit, nanoTime.getAsLong());
        nextPermit = permit + spacing;
        permits++;
        return (long) permit;
    }

    /** The server asked for a pause: nobody leaves before it is over, not even with a permit. */
    public synchronized void pauseFor(Duration pause) {
        long ends = nanoTime.getAsLong() + pause.toNanos();
        pauseEnds = Math.max(pauseEnds, ends);
        nextPermit = Math.max(nextPermit, ends);
    }

    /** How many permits were handed out so far. */
    public synchronized long used() {
        return permits;
    }
}
