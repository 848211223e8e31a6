package io.fieldline.wiring;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.fieldline.lane.LaneServices;
import io.fieldline.lane.Lanes;
import io.fieldline.lane.RunningFlows;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.RunStore;
import io.fieldline.tenant.Tenants;

/** One pool of lanes for the whole process, whatever its flows follow. */
final class LaneParts implements AutoCloseable {

    /** Polls wait for answers most of the time; a small machine still keeps hundreds of tenants in step with so many. */
    private static final int POLL_THREADS = 24;

    private final ExecutorService executor;
    private final Lanes lanes;
    private final LaneServices services;

    LaneParts(Tenants tenants, CheckpointStore checkpoints, RunStore runs, InstantSource clock) {
        AtomicInteger number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(POLL_THREADS, task -> {
            Thread thread = new Thread(task, "fieldline-lane-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        lanes = new Lanes(executor, clock, true);
        services = new LaneServices(tenants, new RunningFlows(), lanes, checkpoints, runs, executor, clock);
    }

    LaneServices services() {
        return services;
    }

    /** Hands a record that an event named to every flow that follows its collection. */
    CompletionStage<Void> signal(String tenant, String collection, String recordId) {
        return CompletableFuture.allOf(services.flows().all()
                .map(consumer -> consumer.signal(tenant, collection, recordId).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        lanes.close();
        executor.shutdown();
        try {
            executor.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
