package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.approval.Notice;
import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.audit.AuditStore.Chosen;
import io.fieldline.agent.audit.UndoStore.KeptUndo;
import io.fieldline.agent.audit.Verification;
import io.fieldline.agent.budget.BudgetRule;
import io.fieldline.agent.budget.Budgets;
import io.fieldline.agent.budget.Spent;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.store.AgentStores;

/** What is kept of agents, wherever it is kept. */
public abstract class AgentStoresContract {

    private static final Instant NOW = Instant.parse("2026-11-29T14:00:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BudgetRule FIFTY = new BudgetRule(Optional.empty(), Optional.of(50L), Optional.empty(),
            Optional.empty());

    @TempDir
    Path folder;

    protected abstract AgentStores stores();

    private static Plan plan(String id, Approvals approvals) {
        return new Plan(id, new Plan.Binding("bot", "acme", "charge", "hash"), "print", NOW, NOW.plusSeconds(900),
                Plan.State.OPEN, JSON.objectNode().put("summary", "Charges 5.10"),
                JSON.objectNode().put("summary", "Charges Grace 5.10"), "Charges", approvals);
    }

    private static Approvals.Decision by(String person) {
        return new Approvals.Decision(new Approvals.By(person, Approvals.Way.LINK, ""), true, NOW, "");
    }

    @Test
    void aPlanComesBackAsItWasKeptAndIsClosedOnce() {
        Plan plan = plan("a1", Approvals.of(List.of(new Approvals.Group(List.of("Dana", "Lee"), true))));
        stores().plans().keep(plan);
        assertThat(stores().plans().find("a1")).contains(plan);
        assertThat(stores().plans().find("a2")).isEmpty();
        assertThat(stores().plans().close("a1", Plan.State.USED)).isTrue();
        assertThat(stores().plans().close("a1", Plan.State.USED)).isFalse();
        assertThat(stores().plans().find("a1").orElseThrow().state()).isEqualTo(Plan.State.USED);
    }

    @Test
    void thePlanOfAnEqualCallIsFoundOnceItWasUsed() {
        Plan plan = plan("c1", Approvals.of(List.of()));
        Plan.Binding byAnother = new Plan.Binding("other", "acme", "charge", "hash");
        stores().plans().keep(plan);
        assertThat(stores().plans().latestUsed(byAnother, NOW)).isEmpty();
        stores().plans().close("c1", Plan.State.USED);
        assertThat(stores().plans().latestUsed(byAnother, NOW)).contains(NOW);
        assertThat(stores().plans().latestUsed(byAnother, NOW.plusSeconds(1))).isEmpty();
        assertThat(stores().plans().latestUsed(new Plan.Binding("bot", "summit", "charge", "hash"), NOW)).isEmpty();
        assertThat(stores().plans().latestUsed(new Plan.Binding("bot", "acme", "charge", "other"), NOW)).isEmpty();
    }

    @Test
    void aPlanIsDecidedOnlyByWhoSawItAsItStands() {
        Plan plan = plan("b1", Approvals.of(List.of(group("Dana"), group("Lee"))));
        stores().plans().keep(plan);
        stores().plans().keep(plan("b2", Approvals.of(List.of())));
        assertThat(stores().plans().waiting(NOW, 10)).containsExactly(plan);
        assertThat(stores().plans().waiting(NOW.plusSeconds(900), 10)).isEmpty();
        Approvals once = new Approvals(plan.approvals().groups(), List.of(by("Dana")));
        assertThat(stores().plans().decide(plan, once)).isTrue();
        assertThat(stores().plans().decide(plan, new Approvals(plan.approvals().groups(), List.of(by("Lee"))))).isFalse();
        assertThat(stores().plans().find("b1").orElseThrow().approvals()).isEqualTo(once);
        Plan now = stores().plans().find("b1").orElseThrow();
        assertThat(stores().plans().waiting(NOW, 10)).as("one of two approved").containsExactly(now);
        assertThat(stores().plans().decide(now, new Approvals(plan.approvals().groups(), List.of(by("Dana"), by("Lee")))))
                .isTrue();
        assertThat(stores().plans().waiting(NOW, 10)).isEmpty();
        Plan decided = stores().plans().find("b1").orElseThrow();
        assertThat(stores().plans().use(now)).as("it was decided about since").isFalse();
        assertThat(stores().plans().use(decided)).isTrue();
        assertThat(stores().plans().use(decided)).isFalse();
    }

    @Test
    void plansThatAreOpenAreCountedForTheirClient() {
        stores().plans().keep(plan("e1", Approvals.of(List.of(group("Dana")))));
        stores().plans().keep(plan("e2", Approvals.of(List.of())));
        stores().plans().keep(plan("e3", Approvals.of(List.of())));
        stores().plans().close("e3", Plan.State.REPLACED);
        assertThat(stores().plans().open("bot", NOW)).isEqualTo(1);
        assertThat(stores().plans().open("other", NOW)).isZero();
        assertThat(stores().plans().open("bot", NOW.plusSeconds(900))).isZero();
    }

    private static Approvals.Group group(String person) {
        return new Approvals.Group(List.of(person), false);
    }

    @Test
    void whoWasToldOfAPlanIsKeptAsLongAsThePlan() {
        Plan plan = plan("d1", Approvals.of(List.of(group("Dana"))));
        stores().plans().keep(plan);
        Notice failed = new Notice("d1", "Dana", 1, NOW.plusSeconds(10), Optional.empty(), "Slack answered 500");
        stores().notices().keep(failed);
        assertThat(stores().notices().find("d1", "Dana")).contains(failed);
        Notice told = new Notice("d1", "Dana", 2, NOW, Optional.of(NOW), "");
        stores().notices().keep(told);
        assertThat(stores().notices().of("d1")).containsExactly(told);
        assertThat(stores().notices().find("d1", "Lee")).isEmpty();
        stores().removeOlderThan(NOW.plusSeconds(900));
        assertThat(stores().notices().of("d1")).containsExactly(told);
        stores().removeOlderThan(NOW.plusSeconds(901));
        assertThat(stores().notices().of("d1")).isEmpty();
    }

    @Test
    void anUndoRecipeComesBackAsItWasKeptUntilItIsOld() {
        ObjectNode body = JSON.objectNode().put("phone", "3125550142");
        UndoRecipe recipe = new UndoRecipe(
                List.of(new PlannedRequest("crm/customers", "update", Map.of("id", "7"), Map.of("q", "1"), body),
                        new PlannedRequest("jpm/jobs", "cancel", Map.of(), Map.of(), null)),
                List.of(new RecordChange(new RecordRef("crm/customers", "7"), "3",
                        List.of(new FieldChange("phone", TextNode.valueOf("1"), JSON.nullNode())))));
        KeptUndo kept = new KeptUndo(41, "bot", "acme", "charge", NOW, new Cost(2, new BigDecimal("5.10"), 1), recipe,
                Optional.empty());
        stores().undos().keep(kept);
        assertThat(stores().undos().find(41)).contains(kept);
        stores().undos().undone(41, NOW.plusSeconds(5));
        assertThat(stores().undos().find(41).orElseThrow().undoneAt()).contains(NOW.plusSeconds(5));
        stores().plans().keep(plan("c1", Approvals.of(List.of())));
        stores().removeOlderThan(NOW);
        assertThat(stores().undos().find(41)).isPresent();
        stores().removeOlderThan(NOW.plusSeconds(901));
        assertThat(stores().undos().find(41)).isEmpty();
        assertThat(stores().plans().find("c1")).isEmpty();
    }

    @Test
    void aStopIsKeptUntilItIsTakenBack() {
        stores().stops().keep(new Stop("bot", "root", NOW));
        stores().stops().keep(new Stop("bot", "other", NOW.plusSeconds(1)));
        assertThat(stores().stops().all()).containsExactly(new Stop("bot", "root", NOW));
        assertThat(stores().stops().remove("bot")).isTrue();
        assertThat(stores().stops().remove("bot")).isFalse();
        assertThat(stores().stops().all()).isEmpty();
    }

    @Test
    void keysOfTheServiceStayTheSameAndDiffer() {
        byte[] key = stores().planKey().get();
        assertThat(stores().planKey().get()).isEqualTo(key).hasSize(32);
        assertThat(stores().personalKey().get()).isNotEqualTo(key);
    }

    @Test
    void theFiftyFirstRecordOfFiftyIsRefusedHoweverManyAskAtOnce() throws Exception {
        HandClock clock = new HandClock(NOW);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(() -> taken(new Budgets(stores().spending(), clock), "bot", 1));
            }
            int taken = 0;
            for (Future<Boolean> call : pool.invokeAll(calls)) {
                taken += call.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(50);
        } finally {
            pool.shutdownNow();
        }
        assertThat(taken(new Budgets(stores().spending(), clock), "other", 50)).isTrue();
        assertThat(taken(new Budgets(stores().spending(), clock), "other", 1)).isFalse();
    }

    private static boolean taken(Budgets budgets, String client, int records) {
        try {
            budgets.take(client, "charge", List.of(FIFTY), Cost.ofRecords(records));
            return true;
        } catch (RefusedCallException e) {
            assertThat(e.code()).isEqualTo("over_budget");
            return false;
        }
    }

    @Test
    void aRefusalSaysWhatIsLeftAndWhenThereIsEnough() {
        HandClock clock = new HandClock(NOW);
        List<BudgetRule> rules = List.of(FIFTY, new BudgetRule(Optional.of("charge"), Optional.empty(),
                Optional.of(new BigDecimal("100.00")), Optional.of(2L)));
        Budgets budgets = new Budgets(stores().spending(), clock);
        budgets.take("bot", "charge", rules, new Cost(1, new BigDecimal("60.00"), 1));
        clock.advance(Duration.ofMinutes(10));
        budgets.take("bot", "charge", rules, new Cost(1, new BigDecimal("30.00"), 0));
        budgets.take("bot", "change", rules, new Cost(1, new BigDecimal("900.00"), 9));
        assertThatThrownBy(() -> budgets.take("bot", "charge", rules, new Cost(1, new BigDecimal("10.01"), 0)))
                .hasMessage(
                        "This takes 10.01, and of 100.00 of money by charge an hour only 10.00 is left; there is enough from"
                                + " 2026-11-29T15:00:01Z on, if nothing else is done");
        assertThatThrownBy(() -> budgets.take("bot", "charge", rules, new Cost(1, new BigDecimal("100.01"), 0)))
                .hasMessageContaining("that is more than one call may ever take");
        assertThat(budgets.left("bot", "charge", rules)).containsExactly("47 of 50 records an hour",
                "10.00 of 100.00 of money by charge an hour", "1 of 2 messages by charge an hour");
        clock.advance(Duration.ofMinutes(50).plusSeconds(1));
        new Budgets(stores().spending(), clock).take("bot", "charge", rules, new Cost(1, new BigDecimal("10.01"), 0));
    }

    @Test
    void whatIsGivenBackIsThatOfOneCallAndNoOther() {
        Budgets budgets = new Budgets(stores().spending(), new HandClock(NOW));
        Cost charged = new Cost(2, new BigDecimal("60.00"), 1);
        budgets.take("bot", "charge", List.of(FIFTY), charged);
        Spent again = budgets.take("bot", "charge", List.of(FIFTY), charged);
        budgets.take("bot", "change", List.of(FIFTY), charged);
        budgets.take("other", "charge", List.of(FIFTY), charged);
        budgets.giveBack(again);
        assertThat(budgets.left("bot", "charge", List.of(FIFTY))).containsExactly("46 of 50 records an hour");
        assertThat(budgets.left("other", "charge", List.of(FIFTY))).containsExactly("48 of 50 records an hour");
        assertThat(stores().spending().since("bot", NOW)).extracting(Spent::tool).containsExactly("charge", "change");
    }

    @Test
    void theAuditIsAChainFromWhateverThreads() throws Exception {
        AuditHead head = new AuditHead(folder, alarm -> {
        });
        Audit audit = new Audit(stores().audit(), head, new HandClock(NOW));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int call = i;
                calls.add(() -> {
                    audit.add("read", new Audit.Call("bot" + call % 2, Optional.of("Dana"), "acme", "tool"),
                            JSON.objectNode().put("text", "an …, a \0 and a \uD83D"));
                    audit.mark();
                    return null;
                });
            }
            for (Future<Object> call : pool.invokeAll(calls)) {
                call.get();
            }
        } finally {
            pool.shutdownNow();
        }
        Verification.Result result = Verification.of(stores().audit(), head);
        assertThat(result.entries()).isEqualTo(20);
        assertThat(result.problems()).isEmpty();
        assertThat(stores().audit().newest(new Chosen("bot1", "acme", null), 3)).extracting(AuditEntry::number).hasSize(3)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(stores().audit().newest(new Chosen(null, "summit", null), 3)).isEmpty();
    }
}
