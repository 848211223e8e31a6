package io.fieldline.wiring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.SyncException;
import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.warehouse.Warehouse;

/** Keeps each ended run in the warehouse too, beside the rows it brought, so that their completeness can be queried. */
final class WarehouseRuns implements RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseRuns.class);

    private final RunStore store;
    private final Function<StreamKey, Optional<Warehouse>> warehouses;

    WarehouseRuns(RunStore store, Function<StreamKey, Optional<Warehouse>> warehouses) {
        this.store = store;
        this.warehouses = warehouses;
    }

    @Override
    public void save(Run run) {
        store.save(run);
        if (run.endedAt() == null) {
            return;
        }
        try {
            warehouses.apply(run.key()).ifPresent(warehouse -> warehouse.recordRun(run));
        } catch (SyncException e) {
            // The run itself is safe in the store, and often it ended because this very warehouse is away.
            LOG.warn("A run is not in the warehouse's own table: {} tenant={} flow={} run={}", e.getMessage(),
                    run.key().tenant(),
                    run.key().flow(), run.id());
        }
    }

    @Override
    public Optional<Run> find(String id) {
        return store.find(id);
    }

    @Override
    public List<Run> recent(String tenant, String flow, int limit) {
        return store.recent(tenant, flow, limit);
    }

    @Override
    public List<StreamTotals> totals(Instant since) {
        return store.totals(since);
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        return store.removeEndedBefore(instant);
    }
}
