package io.fieldline.sync.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.fieldline.failure.RetryLaterException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Values that a side does not take, amid edits, polls, failures and crashes. The sides end alike, unless what somebody entered
 * last cannot travel; then it is listed. What was refused before does not keep back what was entered after it.
 */
class RefusalPropertyTest {

    private static final String TEXT = "text";
    private static final String UNTAKEN = "not taken elsewhere";
    private static final PlainMapping MAPPING = new PlainMapping(new FieldRule(TEXT, Owner.NEWEST, null));

    enum What {
        EDIT_SERVICETITAN, EDIT_CRM, POLL_SERVICETITAN, POLL_CRM
    }

    /** PROTECTED cannot be replaced from the CRM while ServiceTitan holds it. */
    enum Value {
        PLAIN, REFUSED, PROTECTED
    }

    /**
     * @param value what an edit enters
     * @param at before which of a poll's operations something happens
     * @param trouble 0 nothing, 1 a failure, 2 a crash, 3 and 4 an edit on either side
     */
    record Step(What what, Value value, int at, int trouble) {}

    @Provide
    Arbitrary<List<Step>> schedules() {
        return Combinators.combine(Arbitraries.of(What.class), Arbitraries.of(Value.class),
                Arbitraries.integers().between(0, 7), Arbitraries.integers().between(0, 4)).as(Step::new).list().ofMinSize(3)
                .ofMaxSize(20);
    }

    @Property(tries = 1000)
    void whatWasEnteredLastArrivesUnlessItCannot(@ForAll("schedules") List<Step> schedule) {
        World world = new World();
        schedule.forEach(world::take);
        world.settle();
        world.check();
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("killed", null, false, false);
        }
    }

    private static final class World implements MemorySide.Hook {

        private Instant now = Instant.parse("2026-05-01T08:00:00Z");
        private final MemorySide serviceTitan = new MemorySide("st", () -> now, false);
        private final MemorySide crm = new MemorySide("crm", () -> now, true);
        private final InMemoryConflictStore conflicts = new InMemoryConflictStore();
        private final PairStores stores = new PairStores(new InMemoryPairLinkStore(), conflicts, new InMemoryMatchIndex());
        private final String customer;
        private final String record;
        private long serviceTitanPosition;
        private long crmPosition;
        private Step trouble;
        private int operations;
        private int edits;
        private boolean lastIsRefused;
        private boolean lastIsTheCrms;

        World() {
            customer = serviceTitan.seed(Map.of(TEXT, "first"));
            pollServiceTitan();
            record = crm.records.keySet().iterator().next();
            pollCrm();
            serviceTitan.hook = this;
            crm.hook = this;
            serviceTitan.takes = value -> !String.valueOf(value).startsWith(UNTAKEN);
            crm.takes = serviceTitan.takes;
        }

        void take(Step step) {
            now = now.plusSeconds(60);
            switch (step.what()) {
                case EDIT_SERVICETITAN -> edit(false, step.value());
                case EDIT_CRM -> edit(true, step.value());
                case POLL_SERVICETITAN -> troubled(step, this::pollServiceTitan);
                case POLL_CRM -> troubled(step, this::pollCrm);
            }
        }

        private void edit(boolean inCrm, Value value) {
            lastIsTheCrms = inCrm;
            lastIsRefused = value == Value.REFUSED;
            String text = (lastIsRefused
                    ? UNTAKEN
                    : value == Value.PROTECTED && !inCrm ? PlainMapping.NOT_TO_BE_REPLACED : "plain") + " " + ++edits;
            if (inCrm) {
                crm.edit(record, TEXT, text);
            } else {
                serviceTitan.edit(customer, TEXT, text);
            }
        }

        private void troubled(Step step, Runnable poll) {
            trouble = step;
            operations = 0;
            try {
                poll.run();
            } catch (Crash | RetryLaterException e) {
                // The next poll begins where this one did.
            } finally {
                trouble = null;
            }
        }

        private Reconciler reconciler() {
            return new Reconciler(new PairKey("acme", "customer", "crm"), new PairSides(serviceTitan, crm, MAPPING), stores,
                    new PairRules(true, true, any -> true, 50, PairRules.DeletedInCrm.ASK,
                            PairRules.MergedInServiceTitan.ASK, Duration.ZERO),
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
            if (trouble == null || operations++ != trouble.at()) {
                return;
            }
            switch (trouble.trouble()) {
                case 1 -> throw new RetryLaterException("away", null);
                case 2 -> throw new Crash();
                case 3 -> edit(false, trouble.value());
                case 4 -> edit(true, trouble.value());
                default -> {
                }
            }
            now = now.plusSeconds(1);
        }

        @Override
        public void after(String operation) {}

        void settle() {
            for (int round = 0; round < 6; round++) {
                now = now.plusSeconds(60);
                pollServiceTitan();
                pollCrm();
            }
        }

        void check() {
            Object here = serviceTitan.value(customer, TEXT);
            Object there = crm.value(record, TEXT);
            boolean stays = lastIsRefused
                    || lastIsTheCrms && String.valueOf(here).startsWith(PlainMapping.NOT_TO_BE_REPLACED);
            if (!stays) {
                assertThat(here).as("what was entered last can travel").isEqualTo(there);
            }
            assertThat(conflicts.list(null, null, 10)).as("conflicts; %s and %s", here, there).extracting(Conflict::kind)
                    .isEqualTo(here.equals(there) ? List.of() : List.of(Conflict.Kind.INVALID));
        }
    }
}
