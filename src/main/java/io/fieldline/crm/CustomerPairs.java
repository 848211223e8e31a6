package io.fieldline.crm;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.CreationCap;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.DryRun;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;
import io.fieldline.sync.pair.PairCounts;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.PairMapping;
import io.fieldline.sync.pair.PairRules;
import io.fieldline.sync.pair.PairSides;
import io.fieldline.sync.pair.PairStores;
import io.fieldline.sync.pair.Reconciler;
import io.fieldline.sync.pair.Resolution;
import io.fieldline.sync.pair.SideRecord;

/** The customers of one tenant and their records in one CRM account. Both directions take turns. */
final class CustomerPairs {

    /** A page of history holds many thousands; so many are in memory on both sides at a time. */
    private static final int AT_ONCE = 1_000;

    private final PairKey key;
    private final CustomerSource customers;
    private final PairSides sides;
    private final PairStores stores;
    private final PairRules rules;
    private final RecordIndex records;
    private final InstantSource clock;
    private final ReentrantLock turn;
    private String currentRun;
    private CreationCap cap;

    CustomerPairs(PairKey key, CustomerSource customers, PairSides sides, PairStores stores, PairRules rules,
            RecordIndex records, InstantSource clock, ReentrantLock turn) {
        this.key = key;
        this.customers = customers;
        this.sides = sides;
        this.stores = stores;
        this.rules = rules;
        this.records = records;
        this.clock = clock;
        this.turn = turn;
        this.cap = new CreationCap(rules.mostCreations());
    }

    /** @param rows of customers as the API gives them */
    PairCounts customersChanged(List<Map<String, Object>> rows) {
        PairCounts counts = PairCounts.NONE;
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Map<String, Object>> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            counts = counts.plus(inTurn(() -> reconcile(customers.records(some))));
        }
        return counts;
    }

    /**
     * A customer without a pair is left to the stream of customers, which reads those it does not know yet after their
     * contacts; but one that waits for a person may be told by its contact now.
     *
     * @param rows of contacts as the API gives them
     * @param before the customers that had them until now: a contact may have moved to another
     * @throws RetryLaterException when a customer does not show them yet
     */
    PairCounts contactsChanged(List<Map<String, Object>> rows, Set<Long> before) {
        return inTurn(() -> {
            Set<String> ids = Stream.concat(rows.stream().map(row -> row.get("customerId")).filter(Objects::nonNull),
                    before.stream()).map(String::valueOf).collect(Collectors.toSet());
            Set<String> known = new HashSet<>();
            stores.links().byServiceTitan(key, ids).stream().map(PairLink::serviceTitanId).forEach(known::add);
            stores.conflicts().about(key, ids, List.of()).stream().map(Conflict::serviceTitanId).forEach(known::add);
            List<SideRecord> changed = known.isEmpty() ? List.of() : sides.serviceTitan().read(new ArrayList<>(known));
            PairCounts done = reconcile(changed);
            new GivenContacts(rows, clock.instant().minus(rules.readLag())).mustBeShownBy(changed);
            return new PairCounts(done.created(), done.updated(), done.unchanged(), done.waiting(),
                    done.skipped() + Math.max(0, rows.size() - done.total()));
        });
    }

    /** @param run that the records were read in; null when they were asked for one by one */
    PairCounts recordsChanged(List<SideRecord> changed, String run) {
        return inTurn(() -> {
            if (run == null || !run.equals(currentRun)) {
                currentRun = run;
                cap = new CreationCap(rules.mostCreations());
            }
            records.put(changed);
            return reconciler().recordsChanged(changed);
        });
    }

    /** @param id of the one to look at; null for the first ones */
    DryRun.Result customersPreview(String id, int most) {
        List<SideRecord> chosen = id == null ? customers.first(most) : customers.read(List.of(id));
        return dry(run -> run.customers(chosen));
    }

    DryRun.Result recordsPreview(String id, int most) {
        List<SideRecord> chosen = id == null ? records.first(most) : sides.crm().read(List.of(id));
        return dry(run -> run.records(chosen));
    }

    private DryRun.Result dry(Function<DryRun, DryRun.Result> look) {
        turn.lock();
        try {
            records.refresh();
            return look.apply(new DryRun(key, sides, stores, rules, clock));
        } finally {
            turn.unlock();
        }
    }

    /** Writes what the preview of the first customers shows; the stream of customers stays where it is. */
    PairCounts firstCustomers(int most) {
        return inTurn(() -> reconcile(customers.first(most)));
    }

    /** Carries out what a person decided; with a cap of its own, for it was asked for by name. */
    void resolve(Conflict conflict, String take, Map<String, String> fields) {
        inTurn(() -> {
            Reconciler own = new Reconciler(key, sides, stores, rules, new CreationCap(1), clock);
            new Resolution(sides, stores, own, clock).resolve(conflict, take, fields);
            return PairCounts.NONE;
        });
    }

    private PairCounts reconcile(List<SideRecord> changed) {
        if (changed.isEmpty()) {
            return PairCounts.NONE;
        }
        Map<String, Set<MatchKey>> keys = new LinkedHashMap<>();
        PairMapping mapping = sides.mapping();
        changed.forEach(customer -> keys.put(customer.id(), customer.state() == SideRecord.State.ACTIVE
                ? mapping.keysOfServiceTitan(customer)
                : Set.of()));
        stores.index().put(key.tenant(), MatchIndex.SERVICETITAN, keys);
        records.refresh();
        return reconciler().customersChanged(changed);
    }

    private Reconciler reconciler() {
        return new Reconciler(key, sides, stores, rules, cap, clock);
    }

    private PairCounts inTurn(Supplier<PairCounts> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
