package io.fieldline.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.fieldline.agent.tool.RefusedCallException;

/**
 * In a tenant one write at a time: what is read to make a plan must still hold when it is carried out. Whoever comes meanwhile
 * waits, but not for ever.
 */
final class Turns {

    private final Duration longest;
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    /** @param longest that somebody waits */
    Turns(Duration longest) {
        this.longest = longest;
    }

    <T> T take(String tenant, Supplier<T> action) {
        ReentrantLock turn = turns.computeIfAbsent(tenant, name -> new ReentrantLock(true));
        if (!waited(turn)) {
            throw RefusedCallException.of("unavailable",
                    "Other changes of this tenant are being carried out, and this one was not begun; call again with the same token");
        }
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }

    private boolean waited(ReentrantLock turn) {
        try {
            return turn.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
