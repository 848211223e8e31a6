package io.fieldline.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;

/**
 * One flow of one tenant, on its own schedule. At most one thing happens in a lane at a time: a poll, a reading that an
 * event asked for, or a backfill. So the order of changes per record is kept, and a tenant in trouble slows down only its
 * own lanes.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What the lane does when its time has come; made by the consumer. */
    interface Work {

        /** Polls every stream of the flow. */
        CompletionStage<Void> poll();

        /** Reads single records of one stream that events named. */
        CompletionStage<Void> read(String stream, List<String> recordIds);
    }

    private final String tenant;
    private final String flow;
    private final Schedule schedule;
    private final Work work;
    private final InstantSource clock;
    private final EventQueue events = new EventQueue();
    private final BackOff backOff = new BackOff();
    private final LaneHealth health;
    private Instant due;
    private Instant notBefore = Instant.MIN;
    private boolean busy;
    private boolean closed;
    private boolean paused;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    Lane(String tenant, String flow, Duration every, Work work, InstantSource clock) {
        this.tenant = tenant;
        this.flow = flow;
        this.schedule = new Schedule(tenant, every);
        this.work = work;
        this.clock = clock;
        this.health = new LaneHealth(tenant, flow);
        this.due = clock.instant();
    }

    /** When the lane wants its next turn; null when it wants none. */
    synchronized Instant due() {
        if (busy || closed || paused || health.stopped()) {
            return null;
        }
        Instant now = clock.instant();
        return events.isEmpty() || now.isBefore(notBefore) ? due : now;
    }

    /** An event named a record: it is read as soon as the lane is free. */
    synchronized CompletionStage<Void> signal(String stream, String recordId) {
        return closed ? CompletableFuture.failedFuture(closing()) : events.add(stream, recordId);
    }

    /** Whoever keeps the event may bring it again; what follows this lane will read the record. */
    private RetryLaterException closing() {
        return new RetryLaterException("The flow " + flow + " of tenant " + tenant + " is being stopped", null);
    }

    /** Takes the lane for one turn; false when somebody else has it or nothing is due. */
    synchronized boolean take() {
        Instant next = due();
        if (next == null || next.isAfter(clock.instant())) {
            return false;
        }
        occupy();
        return true;
    }

    private void occupy() {
        busy = true;
        idle = new CompletableFuture<>();
    }

    /** Gives a turn back that could not be run. */
    void release() {
        free().complete(null);
    }

    private synchronized CompletableFuture<Void> free() {
        busy = false;
        return idle;
    }

    /** The lane takes no turn before its predecessor's last one is over: two of them would hand on the same changes. */
    void follow(CompletionStage<Void> predecessor) {
        synchronized (this) {
            occupy();
        }
        predecessor.whenComplete((nothing, problem) -> release());
    }

    /** Takes no turn at all, because the settings are wrong. */
    synchronized void stop(MisconfiguredException problem) {
        health.stops(problem);
    }

    /** Runs the turn that was taken. The stage completes, never exceptionally, when the lane is free again. */
    CompletionStage<Void> turn() {
        List<EventQueue.Batch> taken = takeEvents();
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (EventQueue.Batch batch : taken) {
            done = done.thenCompose(before -> work.read(batch.stream(), batch.recordIds()))
                    .thenAccept(nothing -> batch.handled());
        }
        return done.thenCompose(before -> pollWhenDue()).handle((nothing, problem) -> {
            if (problem != null) {
                taken.forEach(batch -> batch.failed(problem));
            }
            settle(problem);
            return null;
        });
    }

    private synchronized List<EventQueue.Batch> takeEvents() {
        return events.take();
    }

    private CompletionStage<Void> pollWhenDue() {
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(due)) {
                return CompletableFuture.completedFuture(null);
            }
            health.began(due, now);
        }
        return work.poll().thenAccept(nothing -> polled());
    }

    private synchronized void polled() {
        health.polled(clock.instant());
        backOff.over();
        due = schedule.next(clock.instant());
    }

    /** Whoever waits for the lane goes on outside its lock: the schedule of all tenants looks at it. */
    private void settle(Throwable problem) {
        synchronized (this) {
            if (problem == null) {
                health.works();
            } else {
                failed(problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem);
            }
        }
        release();
    }

    private void failed(Throwable problem) {
        if (problem instanceof MisconfiguredException misconfigured) {
            health.stops(misconfigured);
            LOG.error("Flow stopped until its settings change: {} tenant={} flow={}", problem.getMessage(), tenant, flow);
            return;
        }
        Duration pause = backOff.after(problem);
        due = clock.instant().plus(pause);
        notBefore = due;
        health.failed(problem, pause);
    }

    /** Waits until nothing is under way, then takes the lane for something that was asked for by hand. */
    CompletionStage<Void> exclusively(Supplier<CompletionStage<Void>> action) {
        CompletableFuture<Void> before;
        synchronized (this) {
            before = idle;
            if (!busy) {
                occupy();
                before = null;
            }
        }
        if (before != null) {
            return before.thenCompose(nothing -> exclusively(action));
        }
        CompletionStage<Void> done;
        try {
            done = action.get();
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        return done.whenComplete((nothing, problem) -> release());
    }

    synchronized void pause(boolean on) {
        paused = on;
    }

    /** No further turn is taken; the stage completes when the one under way is over. */
    CompletionStage<Void> close() {
        List<EventQueue.Batch> left;
        synchronized (this) {
            closed = true;
            left = events.take();
        }
        left.forEach(batch -> batch.failed(closing()));
        synchronized (this) {
            return idle;
        }
    }

    synchronized LaneStatus status() {
        return health.status(paused, busy, schedule.every());
    }

    String tenant() {
        return tenant;
    }

    String flow() {
        return flow;
    }
}
