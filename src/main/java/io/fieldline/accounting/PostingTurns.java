package io.fieldline.accounting;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * What has to happen for a tenant's books although no page of documents comes:
 *
 * <ol>
 * <li>what a crash left under way is ended, and what waited for another document is posted;
 * <li>documents in quarantine are tried again, at once when the coding changed, else every hour;
 * <li>where a completed job makes an invoice final, invoices of jobs that were completed are posted;
 * <li>where the coding posts them, bank deposits that changed are;
 * <li>what people changed in the books is noticed.
 * </ol>
 *
 * Each of these has its own schedule and its own failures.
 */
public final class PostingTurns {

    /** What the flows do by themselves. */
    public interface Flows {

        /** Whether a tenant's flow is on, and not paused. */
        boolean runs(String tenant, String flow);

        /** Lets a flow go on that stands because its coding was wrong. */
        void resume(Tenant tenant, String flow);
    }

    private final Tenants tenants;
    private final Bookkeepers bookkeepers;
    private final Codings codings;
    private final EditsInBooks edits;
    private final CheckpointStore checkpoints;
    private final Flows flows;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final Map<String, Map<FlowSettings, PostingTurn>> turns = new ConcurrentHashMap<>();

    public PostingTurns(Tenants tenants, Bookkeepers bookkeepers, Codings codings, LedgerStore ledger, BooksEditStore edits,
            CheckpointStore checkpoints, Flows flows, Rhythm rhythm, InstantSource clock) {
        this.tenants = tenants;
        this.bookkeepers = bookkeepers;
        this.codings = codings;
        this.edits = new EditsInBooks(edits, ledger);
        this.checkpoints = checkpoints;
        this.flows = flows;
        this.rhythm = rhythm;
        this.clock = clock;
    }

    /** One turn of a tenant's books. For one thread of a tenant at a time. */
    public void run(String name) {
        List<FlowSettings> posting = tenants.find(name).map(Bookkeepers::flows).orElse(List.of());
        if (posting.isEmpty()) {
            turns.remove(name);
            return;
        }
        Map<FlowSettings, PostingTurn> ofTenant = turns.computeIfAbsent(name, any -> new ConcurrentHashMap<>());
        ofTenant.keySet().retainAll(posting);
        posting.forEach(flow -> tenants.find(name).filter(tenant -> flows.runs(name, flow.flow()))
                .ifPresent(tenant -> ofTenant.computeIfAbsent(flow, any -> turn(tenant, flow)).take(tenant, flow, bookkeepers,
                        () -> flows.runs(name, flow.flow()))));
    }

    private PostingTurn turn(Tenant tenant, FlowSettings flow) {
        return new PostingTurn(tenant, flow, codings, edits, checkpoints, rhythm, () -> flows.resume(tenant, flow.flow()),
                clock);
    }
}
