package io.fieldline.wiring;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is to be done again and again for as long as a process serves. */
final class ServiceTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTimer.class);
    private static final int THREADS = 3;

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "fieldline-timer");
        thread.setDaemon(true);
        return thread;
    });

    ScheduledExecutorService executor() {
        return executor;
    }

    /** The first time after a second. The timer would never come back to an action that threw. */
    void every(int seconds, String what, Runnable action) {
        executor.scheduleWithFixedDelay(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.warn("{}; the next attempt follows: {}", what, e.getMessage());
            }
        }, 1, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
