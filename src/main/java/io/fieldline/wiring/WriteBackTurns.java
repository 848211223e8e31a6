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
 * Gives each tenant turns in which its ServiceTitan is told what it is to know of messages, one at a time. ServiceTitan is
 * waited for in them, so there are several threads: one that hangs keeps no other tenant waiting.
 */
final class WriteBackTurns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBackTurns.class);
    private static final int AT_ONCE = 4;
    private static final long LONGEST_STOP_SECONDS = 20;

    private final Tenants tenants;
    private final Consumer<String> turn;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(task -> thread(task, "fieldline-write-back"));
    private final ExecutorService threads;

    /** @param turn tells what is due of a tenant */
    WriteBackTurns(Tenants tenants, Consumer<String> turn) {
        this.tenants = tenants;
        this.turn = turn;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(AT_ONCE,
                task -> thread(task, "fieldline-write-back-" + number.incrementAndGet()));
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
            LOG.error("What ServiceTitan is to be told of messages could not be looked up; the next attempt follows tenant={}",
                    tenant, e);
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
                LOG.warn("Stopped while ServiceTitan was being told of messages; what it did not confirm is told again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
