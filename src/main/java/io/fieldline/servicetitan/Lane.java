package io.fieldline.servicetitan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;

/**
 * One flow of one tenant, on its own schedule. At most one thing happens in a lane at a time: a poll, a reading that an
 * event asked for, or a backfill. So the order of changes per record is kept, and a tenant in trouble slows down only its
 * own lanes.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    /** What the lane does when its time has come; made by the consumer. */
    interface Work {

        /** Polls every collection of the flow. */
        CompletionStage<Void> poll();

        /** Reads single records of one collection that events named. */
        CompletionStage<Void> read(String collection, List<String> recordIds);
    }

    private record Event(String collection, String recordId, CompletableFuture<Void> handled) {}

    private final String tenant;
    private final String flow;
    private final Duration every;
    private final Work work;
    private final InstantSource clock;
    private final List<Event> events = new ArrayList<>();
    private Instant due;
    private Instant notBefore = Instant.MIN;
    private boolean busy;
    private boolean closed;
    private boolean paused;
    private int failures;
    private LaneStatus.State state = LaneStatus.State.WAITING;
    private String message = "";
    private Instant lastStart;
    private Instant lastSuccess;
    private Duration lateness = Duration.ZERO;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    Lane(String tenant, String flow, Duration every, Work work, InstantSource clock) {
        this.tenant = tenant;
        this.flow = flow;
        this.every = every;
        this.work = work;
        this.clock = clock;
        this.due = clock.instant();
    }

    /** When the lane wants its next turn; null when it wants none. */
    synchronized Instant due() {
        if (busy || closed || paused || state == LaneStatus.State.STOPPED) {
            return null;
        }
        Instant now = clock.instant();
        return events.isEmpty() || now.isBefore(notBefore) ? due : now;
    }

    /** An event named a record: it is read as soon as the lane is free. */
    synchronized CompletionStage<Void> signal(String collection, String recordId) {
        CompletableFuture<Void> handled = new CompletableFuture<>();
        if (closed) {
            handled.completeExceptionally(closing());
        } else {
            events.add(new Event(collection, recordId, handled));
        }
        return handled;
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
        state = LaneStatus.State.STOPPED;
        message = problem.getMessage();
    }

    /** Runs the turn that was taken. The stage completes, never exceptionally, when the lane is free again. */
    CompletionStage<Void> turn() {
        Map<String, List<Event>> taken = takeEvents();
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, List<Event>> one : taken.entrySet()) {
            done = done.thenCompose(before -> readEvents(one.getKey(), one.getValue()));
        }
        return done.thenCompose(before -> pollWhenDue()).handle((nothing, problem) -> {
            if (problem != null) {
                taken.values().forEach(left -> left.forEach(event -> event.handled().completeExceptionally(problem)));
            }
            settle(problem);
            return null;
        });
    }

    private synchronized Map<String, List<Event>> takeEvents() {
        Map<String, List<Event>> byCollection = new LinkedHashMap<>();
        events.forEach(event -> byCollection.computeIfAbsent(event.collection(), name -> new ArrayList<>()).add(event));
        events.clear();
        return byCollection;
    }

    private CompletionStage<Void> readEvents(String collection, List<Event> taken) {
        Set<String> ids = new LinkedHashSet<>();
        taken.forEach(event -> ids.add(event.recordId()));
        return work.read(collection, List.copyOf(ids))
                .thenAccept(nothing -> taken.forEach(event -> event.handled().complete(null)));
    }

    private CompletionStage<Void> pollWhenDue() {
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(due)) {
                return CompletableFuture.completedFuture(null);
            }
            lateness = Duration.between(due, now);
            lastStart = now;
        }
        return work.poll().thenAccept(nothing -> polled());
    }

    private synchronized void polled() {
        lastSuccess = clock.instant();
        failures = 0;
        due = nextTick(clock.instant());
    }

    /** Whoever waits for the lane goes on outside its lock: the schedule of all tenants looks at it. */
    private void settle(Throwable problem) {
        synchronized (this) {
            if (problem == null) {
                if (state != LaneStatus.State.WAITING) {
                    LOG.info("The flow works again tenant={} flow={}", tenant, flow);
                }
                state = LaneStatus.State.WAITING;
                message = "";
            } else {
                failed(problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem);
            }
        }
        release();
    }

    private void failed(Throwable problem) {
        failures++;
        message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        if (problem instanceof MisconfiguredException) {
            state = LaneStatus.State.STOPPED;
            LOG.error("Flow stopped until its settings change: {} tenant={} flow={}", message, tenant, flow);
            return;
        }
        state = problem instanceof TenantUnavailableException ? LaneStatus.State.UNAVAILABLE : LaneStatus.State.BACKING_OFF;
        Duration pause = backOff(problem);
        due = clock.instant().plus(pause);
        notBefore = due;
        if (problem instanceof RetryLaterException || problem instanceof TenantUnavailableException) {
            LOG.warn("Trying again in {} s: {} tenant={} flow={}", pause.toSeconds(), message, tenant, flow);
        } else {
            LOG.error("Unexpected failure, trying again in {} s tenant={} flow={}", pause.toSeconds(), tenant, flow, problem);
        }
    }

    private Duration backOff(Throwable problem) {
        Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
        return problem instanceof RetryLaterException later && later.retryAfter().isPresent()
                && later.retryAfter().get().compareTo(pause) > 0 ? later.retryAfter().get() : pause;
    }

    /** The flows of one tenant tick together, so that they can share a reading; tenants tick apart. */
    private Instant nextTick(Instant now) {
        long period = Math.max(1, every.toMillis());
        long phase = Math.floorMod(tenant.hashCode() * 2654435761L, period);
        long ticks = Math.floorDiv(now.toEpochMilli() - phase, period) + 1;
        return Instant.ofEpochMilli(ticks * period + phase);
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
        List<Event> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(events);
            events.clear();
        }
        left.forEach(event -> event.handled().completeExceptionally(closing()));
        synchronized (this) {
            return idle;
        }
    }

    synchronized LaneStatus status() {
        LaneStatus.State now = paused ? LaneStatus.State.PAUSED : busy ? LaneStatus.State.RUNNING : state;
        return new LaneStatus(tenant, flow, now, message, lastStart, lastSuccess, lateness, every);
    }

    String tenant() {
        return tenant;
    }

    String flow() {
        return flow;
    }
}
