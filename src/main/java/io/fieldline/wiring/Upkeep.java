package io.fieldline.wiring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.lane.LaneServices;
import io.fieldline.servicetitan.poll.EventFilter;
import io.fieldline.servicetitan.webhook.WebhookDispatcher;
import io.fieldline.store.Retention;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.TenantDirectory;

/** What is looked after for as long as a process serves: that it still owns its store, what a crash left, what is old. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVENTS_AGAIN_EVERY = Duration.ofSeconds(15);

    private final StateStore store;
    private final TenantDirectory tenants;
    private final LaneServices lanes;
    private final WebhookDispatcher dispatcher;
    private final Clock clock;
    private volatile Optional<String> storeProblem = Optional.empty();

    Upkeep(StateStore store, TenantDirectory tenants, LaneServices lanes, WebhookDispatcher dispatcher, Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.lanes = lanes;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    void follow(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::keepOwnership, 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::takeUpEvents, 1, EVENTS_AGAIN_EVERY.toSeconds(), TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::removeExpired, 1, Duration.ofDays(1).toMinutes(), TimeUnit.MINUTES);
    }

    /** Why nothing may be read or written now; empty when it may. */
    Optional<String> storeProblem() {
        return storeProblem;
    }

    /** Polling stops with the ownership of the store and goes on with it. */
    private void keepOwnership() {
        try {
            storeProblem = store.keepOwnership();
            lanes.lanes().hold(storeProblem.isPresent());
        } catch (RuntimeException e) {
            LOG.error("Whether the state store is still owned could not be found out; the next attempt follows", e);
        }
    }

    private void takeUpEvents() {
        if (storeProblem.isPresent()) {
            return;
        }
        try {
            dispatcher.takeUpPending();
        } catch (RuntimeException e) {
            LOG.error("Stored events could not be taken up; the next attempt follows", e);
        }
    }

    private void removeExpired() {
        try {
            forgetOldVersions();
            Retention.Periods periods = new Retention.Periods(tenants.retention(), Retention.Periods.DEFAULT.runs(),
                    Retention.Periods.DEFAULT.idempotentKeys());
            store.retention(periods).removeExpired()
                    .forEach(gone -> LOG.info("Removed {} old rows from {}", gone.count(), gone.table()));
            store.agents().removeOlderThan(clock.instant().minus(tenants.retention()))
                    .forEach(gone -> LOG.info("Removed {} old rows from {}", gone.count(), gone.table()));
            LOG.info("Removed {} old rows from write_back", store.writeBacks().removeWithoutMessage());
            LOG.info("Removed {} old rows from enrollment", store.enrollments().removeWithoutMessage());
        } catch (RuntimeException e) {
            LOG.error("Old rows could not be removed; the next attempt follows tomorrow", e);
        }
    }

    /** A version is remembered for longer than a record counts as new; see {@link EventFilter#NEW_FOR}. */
    private void forgetOldVersions() {
        Instant horizon = clock.instant().minus(EventFilter.NEW_FOR).minus(Duration.ofDays(5));
        lanes.flows().all().forEach(consumer -> tenants.all().forEach(tenant -> consumer.streams(tenant.name())
                .forEach(stream -> store.changeMemory().forgetModifiedBefore(stream, horizon))));
    }
}
