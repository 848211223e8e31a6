package io.fieldline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.HandClock;

class PlansTest {

    private static final Plan.Binding BINDING = new Plan.Binding("bot", "acme", "charge", "hash");

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final HandClock clock = new HandClock();
    private final Kept kept = new Kept();
    private final Plans plans = new Plans(kept, () -> new byte[32], clock);

    private Plans.Given given() {
        return plans.give(BINDING, "print", NOTHING, NOTHING, "", List.of());
    }

    @Test
    void aTokenWithAnyCharacterAlteredIsRefused() {
        String token = given().token();
        assertThat(plans.presented(token, BINDING).fingerprint()).isEqualTo("print");
        for (int at = 0; at < token.length(); at++) {
            String altered = token.substring(0, at) + (token.charAt(at) == 'x' ? 'y' : 'x') + token.substring(at + 1);
            assertThatThrownBy(() -> plans.presented(altered, BINDING)).isInstanceOf(RefusedCallException.class)
                    .hasMessageContaining("altered");
        }
        assertThatThrownBy(() -> plans.presented(token + "A", BINDING)).hasMessageContaining("altered");
        assertThatThrownBy(() -> plans.presented("", BINDING)).hasMessageContaining("altered");
    }

    @Test
    void aTokenDoesNotFitAPlanThatWasAlteredInTheStore() {
        Plans.Given given = given();
        Plan plan = given.plan();
        kept.keep(new Plan(plan.id(), plan.binding(), "other", plan.createdAt(), plan.expiresAt(), plan.state(), plan.shown(),
                plan.whole(), plan.sentence(), plan.approvals()));
        assertThatThrownBy(() -> plans.presented(given.token(), BINDING)).hasMessageContaining("altered");
        kept.keep(new Plan(plan.id(), plan.binding(), plan.fingerprint(), plan.createdAt(), plan.expiresAt().plusSeconds(900),
                plan.state(), plan.shown(), plan.whole(), plan.sentence(), plan.approvals()));
        assertThatThrownBy(() -> plans.presented(given.token(), BINDING)).hasMessageContaining("altered");
    }

    @Test
    void aTokenOfAnotherInstallationIsRefused() {
        byte[] other = new byte[32];
        other[0] = 1;
        String token = given().token();
        assertThatThrownBy(() -> new Plans(kept, () -> other, clock).presented(token, BINDING))
                .hasMessageContaining("altered");
    }

    @Test
    void aTokenIsUsedOnce() {
        Plans.Given given = given();
        plans.use(given.plan());
        assertThatThrownBy(() -> plans.use(given.plan())).isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("used before");
    }

    @Test
    void thePlanThatWaitsIsGivenAgainAsLongAsAPersonHasTimeForIt() {
        List<Approvals.Group> dana = List.of(new Approvals.Group(List.of("Dana"), false));
        Plans.Given first = plans.give(BINDING, "print", NOTHING, NOTHING, "", dana);
        assertThat(plans.give(BINDING, "print", NOTHING, NOTHING, "", dana)).isEqualTo(first);
        assertThat(plans.give(BINDING, "other", NOTHING, NOTHING, "", dana).plan().id())
                .isNotEqualTo(first.plan().id());
        assertThat(plans.give(BINDING, "print", NOTHING, NOTHING, "",
                List.of(new Approvals.Group(List.of("Dana"), true))).plan().id()).isNotEqualTo(first.plan().id());
        clock.advance(Plans.LIFE_WITH_APPROVAL.dividedBy(2));
        assertThat(plans.give(BINDING, "print", NOTHING, NOTHING, "", dana).plan().id())
                .isNotEqualTo(first.plan().id());
    }

    @Test
    void aPlanThatNeedsAnApprovalLivesForADayAndAnyOtherForAQuarterOfAnHour() {
        Plan plain = given().plan();
        Plan waiting = plans.give(BINDING, "print", NOTHING, NOTHING, "",
                List.of(new Approvals.Group(List.of("Dana"), false))).plan();
        assertThat(plain.expiresAt()).isEqualTo(plain.createdAt().plusSeconds(15 * 60));
        assertThat(waiting.expiresAt()).isEqualTo(waiting.createdAt().plusSeconds(24 * 60 * 60));
    }

    @Test
    void aClientMayHaveSoManyPlansOpenAndNoMore() {
        for (int i = 0; i < Plans.MOST_OPEN; i++) {
            given();
        }
        assertThatThrownBy(this::given).isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("200 plans of yours are open");
    }

    private static final class Kept implements PlanStore {

        private final Map<String, Plan> plans = new HashMap<>();

        @Override
        public void keep(Plan plan) {
            plans.put(plan.id(), plan);
        }

        @Override
        public Optional<Plan> find(String id) {
            return Optional.ofNullable(plans.get(id));
        }

        @Override
        public boolean close(String id, Plan.State state) {
            Plan plan = plans.get(id);
            boolean open = plan.state() == Plan.State.OPEN;
            plans.put(id, new Plan(id, plan.binding(), plan.fingerprint(), plan.createdAt(), plan.expiresAt(), state,
                    plan.shown(), plan.whole(), plan.sentence(), plan.approvals()));
            return open;
        }

        @Override
        public boolean use(Plan plan) {
            return close(plan.id(), Plan.State.USED);
        }

        @Override
        public int open(String client, Instant now) {
            return (int) plans.values().stream().filter(plan -> plan.state() == Plan.State.OPEN
                    && plan.approvals().standing() != Approvals.Standing.WAITING).count();
        }

        @Override
        public boolean decide(Plan before, Approvals after) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Plan> waiting(Instant now, int limit) {
            return plans.values().stream()
                    .filter(plan -> plan.approvals().standing() == Approvals.Standing.WAITING && now.isBefore(plan.expiresAt()))
                    .toList();
        }

        @Override
        public Optional<Instant> latestUsed(Plan.Binding binding, Instant since) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int removeExpiredBefore(Instant instant) {
            throw new UnsupportedOperationException();
        }
    }
}
