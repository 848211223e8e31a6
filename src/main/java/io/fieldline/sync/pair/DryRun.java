package io.fieldline.sync.pair;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.RetryLaterException;

/** Does all that the {@link Reconciler} does but write: neither system and nothing that is remembered is changed. */
public final class DryRun {

    /**
     * A write that would have been made.
     *
     * @param toCrm whether it goes to the CRM; else to ServiceTitan
     * @param write what would be asked for
     * @param before the record as it is; null for a new one
     */
    public record Planned(boolean toCrm, SideWrite write, SideRecord before) {}

    /**
     * What would have been done.
     *
     * @param looked how many records were looked at
     * @param planned the writes
     * @param conflicts what a person would have been asked
     */
    public record Result(int looked, List<Planned> planned, List<Conflict> conflicts) {

        public Result {
            planned = List.copyOf(planned);
            conflicts = List.copyOf(conflicts);
        }

        public long creates() {
            return planned.stream().filter(one -> one.write().creates()).count();
        }

        /** Pairs of which something would change; a pair that changes on both sides is one. */
        public long updates() {
            return pairs(planned.stream().filter(one -> !one.write().creates())).size();
        }

        public long conflicting() {
            return conflicts.stream().filter(conflict -> conflict.kind() != Conflict.Kind.INVALID
                    && conflict.kind() != Conflict.Kind.INCOMPLETE).count();
        }

        public long invalid() {
            return conflicts.size() - conflicting();
        }

        /** Also those that are nobody's concern: not a customer yet, inactive and without a pair. */
        public long unchanged() {
            Set<String> touched = pairs(planned.stream());
            return Math.max(0, looked - touched.size() - conflicts.stream()
                    .filter(conflict -> !touched.contains(String.valueOf(conflict.serviceTitanId()))
                            && !touched.contains(String.valueOf(conflict.crmId())))
                    .count());
        }

        private static Set<String> pairs(Stream<Planned> planned) {
            return planned.map(one -> one.toCrm()
                    ? one.write().otherId()
                    : one.write().creates() ? one.write().otherId() : one.write().id()).collect(Collectors.toSet());
        }
    }

    private final PairKey key;
    private final PairSides sides;
    private final PairStores stores;
    private final PairRules rules;
    private final InstantSource clock;
    private final List<Planned> planned = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    public DryRun(PairKey key, PairSides sides, PairStores stores, PairRules rules, InstantSource clock) {
        this.key = key;
        this.sides = sides;
        this.stores = stores;
        this.rules = rules;
        this.clock = clock;
    }

    public Result customers(List<SideRecord> customers) {
        attempt(() -> reconciler().customersChanged(customers));
        return new Result(customers.size(), planned, conflicts);
    }

    public Result records(List<SideRecord> records) {
        attempt(() -> reconciler().recordsChanged(records));
        return new Result(records.size(), planned, conflicts);
    }

    /** What would be created cannot be read afterwards, so that a pair may not come to its end. */
    private static void attempt(Runnable reconciling) {
        try {
            reconciling.run();
        } catch (RetryLaterException notToItsEnd) {
            return;
        }
    }

    private Reconciler reconciler() {
        PairSides looking = new PairSides(new LookingServiceTitan(sides.serviceTitan()), new Looking(sides.crm(), true),
                sides.mapping());
        return new Reconciler(key, looking, new PairStores(new ReadLinks(), new NotedConflicts(), new ReadIndex()), rules,
                new CreationCap(rules.mostCreations()), clock);
    }

    private class Looking implements Side {

        private final Side side;
        private final boolean crm;
        private final Map<String, SideRecord> seen = new HashMap<>();

        Looking(Side side, boolean crm) {
            this.side = side;
            this.crm = crm;
        }

        @Override
        public List<SideRecord> read(Collection<String> ids) {
            List<SideRecord> records = side.read(ids);
            records.forEach(record -> seen.put(record.id(), record));
            return records;
        }

        @Override
        public boolean keepsState() {
            return side.keepsState();
        }

        @Override
        public List<WriteOutcome> write(List<SideWrite> writes) {
            return writes.stream().map(this::note).toList();
        }

        @Override
        public WriteOutcome merge(String winner, String loser) {
            SideRecord gone = seen.get(loser);
            String customer = gone == null || gone.otherId() == null ? loser : gone.otherId();
            return note(new SideWrite(loser, customer, Map.of(), null, SideRecord.State.DELETED));
        }

        private WriteOutcome note(SideWrite write) {
            planned.add(new Planned(crm, write, write.creates() ? null : seen.get(write.id())));
            return new WriteOutcome.Written(write.creates() ? "new" : write.id(), null);
        }
    }

    private final class LookingServiceTitan extends Looking implements ServiceTitanSide {

        private final ServiceTitanSide side;

        LookingServiceTitan(ServiceTitanSide side) {
            super(side, false);
            this.side = side;
        }

        @Override
        public Optional<String> findCreated(String crmId) {
            return side.findCreated(crmId);
        }
    }

    private final class ReadLinks implements PairLinkStore {

        @Override
        public List<PairLink> byServiceTitan(PairKey pair, Collection<String> ids) {
            return stores.links().byServiceTitan(pair, ids);
        }

        @Override
        public List<PairLink> byCrm(PairKey pair, Collection<String> ids) {
            return stores.links().byCrm(pair, ids);
        }

        @Override
        public List<PairLink> creatingCustomers(PairKey pair) {
            return stores.links().creatingCustomers(pair);
        }

        @Override
        public void save(Collection<PairLink> links) {
            // Nothing is remembered of a dry run.
        }

        @Override
        public void remove(PairLink link) {
            // Nothing is remembered of a dry run.
        }

        @Override
        public long count(PairKey pair) {
            return stores.links().count(pair);
        }
    }

    private final class NotedConflicts implements ConflictStore {

        @Override
        public void open(Collection<Conflict> opened) {
            conflicts.addAll(new LinkedHashSet<>(opened));
        }

        @Override
        public List<Conflict> about(PairKey pair, Collection<String> customers, Collection<String> records) {
            return stores.conflicts().about(pair, customers, records);
        }

        @Override
        public void remove(Collection<Long> ids) {
            // Nothing is remembered of a dry run.
        }

        @Override
        public Optional<Conflict> find(long id) {
            return stores.conflicts().find(id);
        }

        @Override
        public List<Conflict> list(String tenant, Conflict.Kind kind, int limit) {
            return stores.conflicts().list(tenant, kind, limit);
        }
    }

    private final class ReadIndex implements MatchIndex {

        @Override
        public void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords) {
            // Nothing is remembered of a dry run.
        }

        @Override
        public Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> keys) {
            return stores.index().find(tenant, system, keys);
        }
    }
}
