package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.SyncException;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Once a day, and when the service begins, looks through the memberships of every tenant that switched the flow on: one that
 * comes to its end does not change by that, so no poll shows it.
 */
public final class DailyLook {

    private static final Logger LOG = LoggerFactory.getLogger(DailyLook.class);
    private static final String FLOW = "membership-renewal-sequence";
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration AGAIN_AFTER_TROUBLE = Duration.ofMinutes(10);

    private final Tenants tenants;
    private final Function<String, List<Map<String, Object>>> memberships;
    private final Enrollments enrollments;
    private final InstantSource clock;
    private final Map<String, Instant> next = new ConcurrentHashMap<>();

    /** @param memberships of a tenant, all of them */
    public DailyLook(Tenants tenants, Function<String, List<Map<String, Object>>> memberships, Enrollments enrollments,
            InstantSource clock) {
        this.tenants = tenants;
        this.memberships = memberships;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /** Looks wherever a day has passed. A tenant in trouble is tried again soon, and keeps nobody else waiting. */
    public void run() {
        next.keySet().removeIf(name -> tenants.find(name).filter(DailyLook::wants).isEmpty());
        tenants.all().stream().filter(DailyLook::wants)
                .filter(tenant -> !next.getOrDefault(tenant.name(), Instant.MIN).isAfter(clock.instant()))
                .forEach(tenant -> next.put(tenant.name(), clock.instant().plus(look(tenant.name()))));
    }

    private static boolean wants(Tenant tenant) {
        return tenant.flows().containsKey(FLOW);
    }

    private Duration look(String tenant) {
        try {
            memberships.apply(tenant).forEach(row -> enrollments.comes(tenant, FLOW, "membership", row));
            return EVERY;
        } catch (SyncException failure) {
            LOG.warn("Memberships could not be looked through: {} tenant={} flow={}", failure.getMessage(), tenant, FLOW);
            return AGAIN_AFTER_TROUBLE;
        }
    }
}
