package io.fieldline.observe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what ended runs did, by flow and tenant, on its way to the store. */
public final class CountingRunStore implements RunStore {

    private final RunStore store;
    private final MeterRegistry meters;

    public CountingRunStore(RunStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    @Override
    public void save(Run run) {
        store.save(run);
        if (run.endedAt() != null) {
            count(run);
        }
    }

    private void count(Run run) {
        Counts counts = run.counts();
        records(run, "read", counts.read());
        records(run, "written", counts.written());
        records(run, "skipped", counts.skipped());
        records(run, "parked", counts.parked());
        records(run, "rejected", counts.rejected());
        meters.counter("fieldline.runs", "flow", run.key().flow(), "tenant", run.key().tenant(), "outcome",
                run.outcome().name())
                .increment();
    }

    private void records(Run run, String fate, long count) {
        meters.counter("fieldline.records", "flow", run.key().flow(), "tenant", run.key().tenant(), "fate", fate)
                .increment(count);
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
