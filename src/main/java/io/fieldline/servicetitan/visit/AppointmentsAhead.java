package io.fieldline.servicetitan.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.SyncException;
import io.fieldline.outreach.KnownStarts;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Remembers, when a flow begins to follow appointments, when those that are ahead begin. Nobody is told of them; a later move of
 * one is recognized by what is remembered.
 */
public final class AppointmentsAhead {

    private static final Logger LOG = LoggerFactory.getLogger(AppointmentsAhead.class);
    private static final Duration AGAIN_AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final Set<String> OVER = Set.of("Done", "Canceled");

    private record Follower(String tenant, String flow) {}

    private final Offices offices;
    private final Tenants tenants;
    private final CheckpointStore checkpoints;
    private final KnownStarts known;
    private final InstantSource clock;
    private final Set<Follower> settled = new HashSet<>();
    private final Map<Follower, Instant> troubled = new HashMap<>();

    public AppointmentsAhead(Offices offices, Tenants tenants, CheckpointStore checkpoints, KnownStarts known,
            InstantSource clock) {
        this.offices = offices;
        this.tenants = tenants;
        this.checkpoints = checkpoints;
        this.known = known;
        this.clock = clock;
    }

    /**
     * Looks wherever a flow has begun since the last call. A tenant in trouble is tried again soon, and keeps nobody else
     * waiting. Called by one thread.
     *
     * @param messages whether a flow messages customers
     */
    public void run(Predicate<String> messages) {
        Set<Follower> on = new HashSet<>();
        for (Tenant tenant : tenants.all()) {
            tenant.flows().keySet().stream().filter(messages).forEach(flow -> on.add(new Follower(tenant.name(), flow)));
        }
        settled.retainAll(on);
        troubled.keySet().retainAll(on);
        on.stream().filter(one -> !settled.contains(one))
                .filter(one -> !troubled.getOrDefault(one, Instant.MIN).isAfter(clock.instant())).forEach(this::settle);
    }

    private void settle(Follower follower) {
        try {
            Optional<Instant> since = since(follower);
            if (since.isEmpty()) {
                return;
            }
            if (!known.since(follower.tenant(), follower.flow()).equals(since)) {
                known.replace(follower.tenant(), follower.flow(), since.get(), starts(follower, since.get()));
            }
            settled.add(follower);
        } catch (SyncException failure) {
            LOG.warn("Appointments that are ahead could not be looked through: {} tenant={} flow={}", failure.getMessage(),
                    follower.tenant(), follower.flow());
            troubled.put(follower, clock.instant().plus(AGAIN_AFTER_TROUBLE));
        }
    }

    /** From when on the flow follows appointments; empty while it does not. */
    private Optional<Instant> since(Follower follower) {
        return checkpoints.load(new StreamKey(follower.tenant(), follower.flow(), "jpm/appointments"))
                .flatMap(Position::horizon);
    }

    /** One that was made since is new to the flow, which tells of it as booked. */
    private Map<Long, Instant> starts(Follower follower, Instant since) {
        Map<Long, Instant> starts = new HashMap<>();
        offices.of(offices.tenant(follower.tenant())).appointmentsFrom(clock.instant()).stream()
                .filter(row -> !OVER.contains(row.get("status")))
                .filter(row -> Moments.instant(row.get("createdOn")).filter(made -> made.isBefore(since)).isPresent())
                .forEach(row -> Moments.instant(row.get("start")).ifPresent(start -> starts.put((Long) row.get("id"), start)));
        return starts;
    }
}
