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

    /** For ever, as far as a thread can tell. */
    static final long NOT_NEXT = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final double spacing;
    private final Departures departures;
    private final WaitingLine line = new WaitingLine();
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

    /** Waits for its turn; returns at once with the thread's interrupt flag set when it is interrupted. */
    Departures.Departure acquire(RateLane lane) {
        Departures.Departure departure = new Departures.Departure();
        WaitingLine.Ticket ticket = join(lane);
        long left;
        while ((left = untilDeparture(ticket, departure)) > 0) {
            if (Thread.currentThread().isInterrupted()) {
                leave(ticket);
                return departure;
            }
            LockSupport.parkNanos(this, left);
        }
        return departure;
    }

    synchronized WaitingLine.Ticket join(RateLane lane) {
        if (line.isEmpty()) {
            nextPermit = Math.max(nextPermit, nanoTime.getAsLong());
        }
        return line.join(lane);
    }

    /** @return how long the holder of the ticket has still to wait, until it is woken for {@link #NOT_NEXT}; 0 when it is off */
    synchronized long untilDeparture(WaitingLine.Ticket ticket, Departures.Departure departure) {
        if (line.next() != ticket) {
            return NOT_NEXT;
        }
        long now = nanoTime.getAsLong();
        ticket.isAwake(now);
        long left = Math.max(Math.max((long) nextPermit, pauseEnds) - now, departures.untilNext(now));
        if (left > 0) {
            ticket.wakesAt(now + left);
            return left;
        }
        departures.left(departure, now, ticket.late());
        line.goes();
        nextPermit += spacing;
        permits++;
        wakeNext();
        return 0;
    }

    private synchronized void leave(WaitingLine.Ticket ticket) {
        line.leave(ticket);
        wakeNext();
    }

    /** Whoever is next waits by the clock; all others until somebody leaves. */
    private void wakeNext() {
        WaitingLine.Ticket next = line.next();
        if (next != null) {
            next.wakesAt(nanoTime.getAsLong());
            LockSupport.unpark(next.thread());
        }
    }

    /** An answer began, or it is known that there will be none. */
    synchronized void answered(Departures.Departure departure) {
        departures.answered(departure, nanoTime.getAsLong());
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
