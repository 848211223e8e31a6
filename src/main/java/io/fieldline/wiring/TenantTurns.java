package io.fieldline.wiring;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.tenant.Tenants;

/**
 * Gives each tenant turns in which something is done for it, one at a time. Other systems are waited for in them, so there are
 * several threads: one that hangs keeps no other tenant waiting.
 */
final class TenantTurns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TenantTurns.class);
    private static final int AT_ONCE = 4;
    private static final long LONGEST_STOP_SECONDS = 20;

    private final String what;
    private final Tenants tenants;
    private final Consumer<String> turn;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;

    /**
     * @param name of the threads
     * @param what is done in a turn, for the log: <code>telling ServiceTitan of messages</code>
     * @param turn does what is due of a tenant
     */
    TenantTurns(String name, String what, Tenants tenants, Consumer<String> turn) {
        this.what = what;
        this.tenants = tenants;
        this.turn = turn;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "fieldline-" + name));
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(AT_ONCE,
                task -> thread(task, "fieldline-" + name + "-" + number.incrementAndGet()));
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @param held whether the store is not this process's own now */
    void follow(Duration every, BooleanSupplier held) {
        timer.scheduleWithFixedDelay(() -> {
            if (!held.getAsBoolean()) {
                tenants.all().forEach(tenant -> begin(tenant.name()));
            }
        }, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(String tenant) {
        if (!busy.add(tenant)) {
            return;
        }
        try {
            threads.execute(() -> take(tenant));
        } catch (RejectedExecutionException closed) {
            busy.remove(tenant);
        }
    }

    private void take(String tenant) {
        try {
            turn.accept(tenant);
        } catch (RuntimeException e) {
            LOG.error("Failed, and the next attempt follows: {} tenant={}", what, tenant, e);
        } finally {
            busy.remove(tenant);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Stopped in the middle of {}; what was not confirmed is taken up at the next start", what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
