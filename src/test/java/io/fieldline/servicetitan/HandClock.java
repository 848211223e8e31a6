package io.fieldline.servicetitan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class HandClock implements InstantSource {

    private volatile Instant now;

    public HandClock() {
        this(Instant.parse("2026-03-01T08:00:00Z"));
    }

    public HandClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** The same time for whoever counts nanoseconds. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }
}
