package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.UndoStore.KeptUndo;
import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.UndoRecipe;

/** What may be taken back, and what may not. */
class TakingBackTest {

    private static final Object[] CHANGE = {"tenant", "acme", "id", "7", "field", "phone", "value", "3125550143" };

    @TempDir
    Path folder;
    private DoorBench bench;

    @BeforeEach
    void open() {
        bench = new DoorBench(folder);
        bench.client("bot", "writes: [change_customer]");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String changed() {
        return bench.carriedOut("bot", "change_customer", CHANGE).get("undo").asText();
    }

    @Test
    void whatAnUndoDidIsNotTakenBackButDoneAgainByItsTool() {
        String id = changed();
        ObjectNode plan = (ObjectNode) bench.call("bot", "undo", "tenant", "acme", "auditId", id).get("plan");
        assertThat(plan.get("undo").asText()).isEqualTo("Another call of change_customer does it again; undo does not");
        ObjectNode undone = bench.carriedOut("bot", "undo", "tenant", "acme", "auditId", id);
        assertThat(undone.has("undo")).as(undone.toString()).isFalse();
        assertThat(bench.office.customer("acme", "7").get("phone").asText()).isEqualTo("3125550142");
        bench.client("bot", "writes: [change_customer]", "approvals: [ { tool: change_customer, by: [Dana] } ]");
        assertThat(bench.call("bot", "change_customer", CHANGE).at("/plan/approval/by").asText()).isEqualTo("Dana");
    }

    @Test
    void whatTakesACallBackIsThatOfTheAuditOrIsNotSent() {
        String id = changed();
        bench.alter("update agent_undo set recipe = replace(recipe, '3125550142', '9995550199')");
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", id).getMessage())
                .isEqualTo("What would take call " + id
                        + " back is not what was kept when it was done; a person has to look at it");
    }

    @Test
    void anUndoOfAnUndoThatWasKeptEarlierEscapesNoRuleOfItsTool() {
        bench.store.agents().undos().keep(new KeptUndo(90, "bot", "acme", "undo", bench.clock.instant(),
                new Cost(1, BigDecimal.ZERO, 0), new UndoRecipe(List.of(), List.of()), Optional.empty()));
        assertThat(bench.refused("bot", "undo", "tenant", "acme", "auditId", "90").getMessage())
                .isEqualTo("Call 90 took another one back, and undo does not do that again; call the tool itself again");
    }
}
