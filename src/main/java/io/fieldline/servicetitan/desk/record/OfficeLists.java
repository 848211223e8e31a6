package io.fieldline.servicetitan.desk.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Job types, business units and the like of one tenant, read whole and kept for two minutes. Safe for many threads. */
final class OfficeLists {

    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int MOST = 10_000;

    private record Kept(List<ObjectNode> rows, Instant read) {}

    private final InstantSource clock;
    private final Map<NameKind, Kept> lists = new ConcurrentHashMap<>();

    OfficeLists(InstantSource clock) {
        this.clock = clock;
    }

    /** Inactive ones among them. */
    List<ObjectNode> rows(TenantDesk desk, NameKind kind) {
        Kept kept = lists.get(kind);
        if (kept == null || kept.read().plus(KEPT).isBefore(clock.instant())) {
            kept = new Kept(desk.rows(kind.resource(), Query.inactiveToo(), MOST).rows(), clock.instant());
            lists.put(kind, kept);
        }
        return kept.rows();
    }

    /** What was just made may be missing from what is kept. */
    void forget(NameKind kind) {
        lists.remove(kind);
    }
}
