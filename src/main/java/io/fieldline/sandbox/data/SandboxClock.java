package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The sandbox's time. At speed 1 it runs as real time does, at 480 a working day passes in a minute, at 0 it only moves
 * when stepped. Safe for use by many threads.
 */
public final class SandboxClock implements InstantSource {

    private Instant then;
    private long nanosThen;
    private double speed;

    public SandboxClock(Instant start, double speed) {
        this.then = start;
        this.nanosThen = System.nanoTime();
        this.speed = speed;
    }

    @Override
    public synchronized Instant instant() {
        return then.plusNanos((long) ((System.nanoTime() - nanosThen) * speed));
    }

    public synchronized void step(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The sandbox's clock does not go back");
        }
        then = instant().plus(by);
        nanosThen = System.nanoTime();
    }

    public synchronized void speed(double newSpeed) {
        then = instant();
        nanosThen = System.nanoTime();
        speed = newSpeed;
    }
}
