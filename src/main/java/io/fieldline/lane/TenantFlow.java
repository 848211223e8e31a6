package io.fieldline.lane;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** One flow as one tenant switched it on: its streams and its lane. Whatever is done is written down as a run. */
final class TenantFlow implements Lane.Work {

    private static final Logger LOG = LoggerFactory.getLogger(TenantFlow.class);

    private final String flow;
    private final Lanes lanes;
    private final Map<String, FollowedStream> streams = new LinkedHashMap<>();
    private final RunRecorder runs;
    private final Lane lane;
    private MisconfiguredException misconfigured;

    /** @param predecessor ends when the flow of the tenant's former settings, if any, has nothing under way any more */
    TenantFlow(FollowingConsumer consumer, LaneServices services, Tenant tenant, FlowSettings settings,
            CompletionStage<Void> predecessor) {
        this.flow = consumer.flow();
        this.lanes = services.lanes();
        this.runs = new RunRecorder(services.runs(), services.clock());
        this.lane = new Lane(tenant.name(), flow, settings.every(), this, services.clock());
        try {
            services.flows().check(tenant, settings);
            consumer.follow(tenant, settings).forEach(stream -> streams.put(stream.key().stream(), stream));
        } catch (MisconfiguredException e) {
            LOG.error("Flow not started: {} tenant={} flow={}", e.getMessage(), tenant.name(), flow);
            misconfigured = e;
            lane.stop(e);
        }
        lane.follow(predecessor);
        lanes.add(lane);
    }

    /** @throws MisconfiguredException when the flow was not started */
    List<String> streamNames() {
        if (misconfigured != null) {
            throw misconfigured;
        }
        return List.copyOf(streams.keySet());
    }

    /** What it reads; nothing when it was not started. */
    List<StreamKey> streams() {
        return streams.values().stream().map(FollowedStream::key).toList();
    }

    FollowedStream stream(String name) {
        FollowedStream stream = streams.get(name);
        if (stream == null) {
            throw new MisconfiguredException("The flow " + flow + " does not read " + name + " for this tenant; it reads "
                    + String.join(", ", streams.keySet()));
        }
        return stream;
    }

    @Override
    public CompletionStage<Void> poll() {
        CompletionStage<Throwable> done = CompletableFuture.completedFuture(null);
        for (FollowedStream stream : streams.values()) {
            done = done.thenCompose(problem -> goesOn(problem)
                    ? pollOne(stream).thenApply(next -> problem == null ? next : problem)
                    : CompletableFuture.completedFuture(problem));
        }
        return done.thenCompose(TenantFlow::ended);
    }

    /** A scope that is missing for one collection, or a list that is refused, is no reason to leave the others unread. */
    private static boolean goesOn(Throwable problem) {
        return problem == null || problem instanceof TenantUnavailableException
                || problem instanceof RejectedRecordException;
    }

    private CompletionStage<Throwable> pollOne(FollowedStream stream) {
        RunRecorder.Recording recording = runs.start(stream.key(), Run.Kind.POLL);
        return stream.poll(recording).handle(recording::ended);
    }

    @Override
    public CompletionStage<Void> read(String name, List<String> recordIds) {
        FollowedStream stream = streams.get(name);
        RunRecorder.Recording recording = runs.start(stream.key(), Run.Kind.WEBHOOK);
        return stream.read(recordIds).handle(recording::endedWith).thenCompose(TenantFlow::ended);
    }

    private static CompletionStage<Void> ended(Throwable problem) {
        return problem == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(problem);
    }

    CompletionStage<Void> signal(String name, String recordId) {
        if (!streams.containsKey(name)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Void> handled = lane.signal(name, recordId);
        lanes.wake(lane);
        return handled;
    }

    CompletionStage<PollResult> backfill(String name, Instant from, PollProgress progress) {
        FollowedStream stream = stream(name);
        AtomicReference<PollResult> result = new AtomicReference<>();
        return lane.exclusively(() -> {
            RunRecorder.Recording recording = runs.start(stream.key(), Run.Kind.BACKFILL);
            return stream.backfill(from, (counts, total) -> {
                recording.settled(counts, total);
                progress.settled(counts, total);
            }).whenComplete((ended, problem) -> {
                recording.ended(ended, problem);
                result.set(ended);
            }).thenAccept(ended -> {
            });
        }).thenApply(nothing -> result.get());
    }

    CompletionStage<Counts> replay(String name, Map<String, Object> record, String position) {
        FollowedStream stream = stream(name);
        AtomicReference<Counts> result = new AtomicReference<>();
        return lane.exclusively(() -> {
            RunRecorder.Recording recording = runs.start(stream.key(), Run.Kind.REPLAY);
            return stream.replay(record, position).whenComplete((counts, problem) -> {
                recording.endedWith(counts, problem);
                result.set(counts);
            }).thenAccept(counts -> {
            });
        }).thenApply(nothing -> result.get());
    }

    CompletionStage<Void> close() {
        lanes.remove(lane);
        streams.values().forEach(FollowedStream::stop);
        return lane.close();
    }
}
