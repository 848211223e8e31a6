package io.fieldline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.sandbox.data.BusinessDay;
import io.fieldline.sandbox.data.SandboxClock;

/** Lets happen what is due while the sandbox's time runs or is stepped: the contractors' work and their webhooks. */
final class Happenings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);
    private static final long TICK_MILLIS = 20;

    private final SandboxClock clock;
    private final List<BusinessDay> days;
    private final Webhooks webhooks;
    private final ScheduledExecutorService work = thread("sandbox-day");
    private final ScheduledExecutorService post = thread("sandbox-webhooks");

    Happenings(SandboxClock clock, List<BusinessDay> days, Webhooks webhooks) {
        this.clock = clock;
        this.days = List.copyOf(days);
        this.webhooks = webhooks;
    }

    void start() {
        work.scheduleWithFixedDelay(guarded(() -> advance(clock.instant())), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        post.scheduleWithFixedDelay(guarded(webhooks::pump), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Moves the time, stopping wherever something is due, so that it happens at its own time. */
    synchronized void step(Duration by) {
        Instant target = clock.instant().plus(by);
        for (Instant next = next(target); next.isBefore(target); next = next(target)) {
            stepTo(next);
            advance(next);
        }
        stepTo(target);
        advance(target);
    }

    @Override
    public void close() {
        work.shutdownNow();
        post.shutdownNow();
    }

    private void advance(Instant now) {
        days.forEach(day -> day.advance(now));
    }

    private Instant next(Instant otherwise) {
        return days.stream().map(BusinessDay::next).min(Instant::compareTo).filter(next -> next.isBefore(otherwise))
                .orElse(otherwise);
    }

    private void stepTo(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        if (!left.isNegative()) {
            clock.step(left);
        }
    }

    /** A task that throws would never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("The sandbox's simulation failed at one step", e);
            }
        };
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
