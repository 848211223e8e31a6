package io.fieldline.sync.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.failure.RetryLaterException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any interleaving of edits, polls, failures and crashes ends as the fields' owners say. What is right is derived from the
 * schedule alone: every edit is a value of its own that remembers which edits the person who made it had before him. A
 * value that somebody changed knowingly is out of date; two values of which neither knew the other are concurrent.
 */
class ReconcilerPropertyTest {

    private static final String NEWEST = "newest";
    private static final String ASK = "ask";
    private static final String SERVICETITAN = "servicetitan";
    private static final String CRM = "crm";
    private static final String FILL = "fill";
    private static final List<String> FIELDS = List.of(NEWEST, ASK, SERVICETITAN, CRM, FILL);
    private static final PlainMapping MAPPING = new PlainMapping(new FieldRule(NEWEST, Owner.NEWEST, null),
            new FieldRule(ASK, Owner.ASK, null), new FieldRule(SERVICETITAN, Owner.SERVICETITAN, null),
            new FieldRule(CRM, Owner.CRM, null), new FieldRule(FILL, Owner.ONLY_IF_EMPTY, null));

    enum What {
        EDIT_SERVICETITAN, EDIT_CRM, EMPTY_SERVICETITAN, EMPTY_CRM, POLL_SERVICETITAN, POLL_CRM
    }

    /**
     * @param field which one of the fields an edit changes
     * @param trouble at which of a poll's operations something happens; no poll has 30
     * @param kind 0 a failure before it, 1 a crash before it, 2 a crash after it, 3 and 4 an edit on either side before it
     */
    record Step(What what, int field, int trouble, int kind) {}

    @Provide
    Arbitrary<List<Step>> schedules() {
        return Combinators.combine(Arbitraries.of(What.class), Arbitraries.integers().between(0, FIELDS.size() - 1),
                Arbitraries.integers().between(0, 29), Arbitraries.integers().between(0, 4)).as(Step::new).list().ofMinSize(5)
                .ofMaxSize(30);
    }

    @Property(tries = 1000)
    void endsAsTheOwnersOfTheFieldsSay(@ForAll("schedules") List<Step> schedule) {
        World world = new World();
        schedule.forEach(world::take);
        world.settle();
        FIELDS.forEach(world::check);
        world.staysQuiet();
    }

    /** The process ends: nothing after it runs, and what was not written is lost. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("killed", null, false, false);
        }
    }

    private static final class World implements MemorySide.Hook {

        private static final PairKey KEY = new PairKey("acme", "customer", "crm");

        private Instant now = Instant.parse("2026-05-01T08:00:00Z");
        private final MemorySide serviceTitan = new MemorySide("st", () -> now, false);
        private final MemorySide crm = new MemorySide("crm", () -> now, true);
        private final InMemoryConflictStore conflicts = new InMemoryConflictStore();
        private final PairStores stores = new PairStores(new InMemoryPairLinkStore(), conflicts, new InMemoryMatchIndex());
        private final Map<Object, Set<Object>> knew = new HashMap<>();
        private final Set<MemorySide> arrivedUnnoted = new HashSet<>();
        private boolean mayAskInDoubt;
        private final String customer;
        private final String record;
        private long serviceTitanPosition;
        private long crmPosition;
        private Step trouble;
        private int operations;
        private int edits;

        World() {
            serviceTitan.hook = this;
            crm.hook = this;
            Map<String, Object> fields = new HashMap<>();
            FIELDS.forEach(field -> fields.put(field, "first " + field));
            customer = serviceTitan.seed(fields);
            pollServiceTitan();
            record = crm.records.keySet().iterator().next();
            // A field of the CRM's own is not given to a new record.
            crm.edit(record, CRM, fields.get(CRM));
            pollCrm();
            assertThat(crm.records.get(record).fields()).isEqualTo(fields);
        }

        void take(Step step) {
            now = now.plusSeconds(60);
            String field = FIELDS.get(step.field());
            switch (step.what()) {
                case EDIT_SERVICETITAN -> edit(serviceTitan, customer, field, "e" + ++edits);
                case EDIT_CRM -> edit(crm, record, field, "e" + ++edits);
                case EMPTY_SERVICETITAN -> edit(serviceTitan, customer, FILL, null);
                case EMPTY_CRM -> edit(crm, record, FILL, null);
                case POLL_SERVICETITAN -> troubled(step, this::pollServiceTitan);
                case POLL_CRM -> troubled(step, this::pollCrm);
            }
        }

        private void edit(MemorySide side, String id, String field, Object value) {
            if (value != null) {
                Set<Object> known = new HashSet<>(knew.getOrDefault(side.value(id, field), Set.of()));
                known.add(side.value(id, field));
                knew.put(value, known);
            }
            mayAskInDoubt |= field.equals(ASK) && arrivedUnnoted.contains(side);
            side.edit(id, field, value);
        }

        private void troubled(Step step, Runnable poll) {
            trouble = step;
            operations = 0;
            Object here = serviceTitan.value(customer, ASK);
            Object there = crm.value(record, ASK);
            try {
                poll.run();
                arrivedUnnoted.clear();
            } catch (Crash | RetryLaterException e) {
                // The next poll begins where this one did. Of a value that arrived before a crash and was changed before the
                // next poll, nobody but this test can know whether it had arrived; then asking a person is right too.
                noteArrival(serviceTitan, customer, here);
                noteArrival(crm, record, there);
            } finally {
                trouble = null;
            }
        }

        private void noteArrival(MemorySide side, String id, Object before) {
            if (!side.value(id, ASK).equals(before)) {
                arrivedUnnoted.add(side);
            }
        }

        private Reconciler reconciler() {
            return new Reconciler(KEY, new PairSides(serviceTitan, crm, MAPPING), stores, new PairRules(true, true,
                    any -> true, 50, PairRules.DeletedInCrm.ASK, PairRules.MergedInServiceTitan.ASK, Duration.ZERO),
                    new CreationCap(50), () -> now);
        }

        private void pollServiceTitan() {
            long position = serviceTitan.sequence();
            List<SideRecord> changed = serviceTitan.changedAfter(serviceTitanPosition);
            if (!changed.isEmpty()) {
                reconciler().customersChanged(changed);
            }
            serviceTitanPosition = position;
        }

        private void pollCrm() {
            long position = crm.sequence();
            List<SideRecord> changed = crm.changedAfter(crmPosition);
            if (!changed.isEmpty()) {
                reconciler().recordsChanged(changed);
            }
            crmPosition = position;
        }

        @Override
        public void before(String operation) {
            now = now.plusSeconds(1);
            if (trouble == null || operations++ != trouble.trouble() / 3) {
                return;
            }
            String field = FIELDS.get(trouble.field());
            switch (trouble.kind()) {
                case 0 -> throw new RetryLaterException("away", null);
                case 1 -> throw new Crash();
                case 3 -> edit(serviceTitan, customer, field, "e" + ++edits);
                case 4 -> edit(crm, record, field, "e" + ++edits);
                default -> {
                }
            }
            now = now.plusSeconds(1);
        }

        @Override
        public void after(String operation) {
            if (trouble != null && trouble.kind() == 2 && operations == trouble.trouble() / 3 + 1) {
                operations++;
                throw new Crash();
            }
        }

        /** Polls until nobody has anything to say. */
        void settle() {
            for (int round = 0; round < 10; round++) {
                now = now.plusSeconds(60);
                pollServiceTitan();
                pollCrm();
            }
        }

        void check(String field) {
            Object here = serviceTitan.value(customer, field);
            Object there = crm.value(record, field);
            switch (field) {
                case SERVICETITAN, CRM, NEWEST -> assertThat(here).as(field).isEqualTo(there);
                case FILL -> assertThat(here == null).as("an empty field is filled").isEqualTo(there == null);
                default -> assertThat(conflicts.list(null, null, 10)).as("conflicts; %s and %s", here, there)
                        .hasSize(here.equals(there) ? 0 : 1);
            }
            if (!field.equals(NEWEST) && !field.equals(ASK)) {
                return;
            }
            if (field.equals(ASK) && mayAskInDoubt) {
                assertThat(latest(field)).as("what was entered last is there").isNotEmpty();
                return;
            }
            assertThat(outdated(here)).as("%s: %s is out of date", field, here).isFalse();
            assertThat(outdated(there)).as("%s: %s is out of date", field, there).isFalse();
            if (field.equals(ASK)) {
                Set<Object> latest = latest(field);
                boolean concurrent = latest.size() > 1;
                assertThat(conflicts.list(null, null, 10)).as("conflicts about %s", latest).hasSize(concurrent ? 1 : 0);
                if (concurrent) {
                    assertThat(conflicts.list(null, null, 10).get(0).details()).containsOnlyKeys(ASK);
                    assertThat(new TreeSet<>(List.of(here, there))).as("neither is lost").isEqualTo(new TreeSet<>(latest));
                }
            }
        }

        private boolean outdated(Object value) {
            return value != null && knew.values().stream().anyMatch(known -> known.contains(value));
        }

        private Set<Object> latest(String field) {
            Set<Object> all = new HashSet<>(List.of(serviceTitan.value(customer, field), crm.value(record, field)));
            all.removeIf(this::outdated);
            return all;
        }

        void staysQuiet() {
            int written = serviceTitan.writes.size() + crm.writes.size();
            List<Conflict> waiting = new ArrayList<>(conflicts.list(null, null, 10));
            for (int cycle = 0; cycle < 100; cycle++) {
                serviceTitanPosition = 0;
                crmPosition = 0;
                pollServiceTitan();
                pollCrm();
            }
            assertThat(serviceTitan.writes.size() + crm.writes.size()).as("writes after it settled").isEqualTo(written);
            assertThat(conflicts.list(null, null, 10)).isEqualTo(waiting);
        }
    }
}
