package io.fieldline.lane;

import java.time.Duration;
import java.time.Instant;

/** When a tenant's flows tick: those of one tenant together, so that they can share a reading; tenants apart. */
record Schedule(String tenant, Duration every) {

    Instant next(Instant now) {
        long period = Math.max(1, every.toMillis());
        long phase = Math.floorMod(tenant.hashCode() * 2654435761L, period);
        long ticks = Math.floorDiv(now.toEpochMilli() - phase, period) + 1;
        return Instant.ofEpochMilli(ticks * period + phase);
    }
}
