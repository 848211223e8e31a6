package io.fieldline.published;

import java.util.concurrent.locks.LockSupport;

/**
 * Knows when this process last ran for certain. It wakes every millisecond; when it wakes late, the process or the machine
 * stood still, and what is read right after may have come at any time since the beat before.
 */
final class Heartbeat implements AutoCloseable {

    private static final long MILLISECOND = 1_000_000;
    private static final long STALL = 3 * MILLISECOND;

    private final Thread thread = new Thread(this::run, "heartbeat");
    private volatile long lastBeat = System.nanoTime();
    private volatile long stallBegan;
    private volatile long stallEnded = lastBeat - 10 * STALL;
    private volatile boolean closed;

    Heartbeat() {
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(MILLISECOND);
            long now = System.nanoTime();
            if (now - lastBeat > STALL) {
                stallBegan = lastBeat;
                stallEnded = now;
            }
            lastBeat = now;
        }
    }

    /** The earliest moment at which something that was read at a moment can have come. */
    long earliest(long readAt) {
        return readAt - stallEnded < STALL ? Math.min(stallBegan, readAt) : Math.min(lastBeat, readAt);
    }

    @Override
    public void close() {
        closed = true;
    }
}
