package io.fieldline.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void orderOfFieldsAndZerosAtTheEndOfNumbersDoNotMatterAndEverythingElseDoes() throws Exception {
        String one = CanonicalJson.hash(JSON.readTree("{\"a\": [1, {\"x\": 2.50, \"y\": null}], \"b\": \"t\"}"));
        assertThat(CanonicalJson.hash(JSON.readTree("{\"b\": \"t\", \"a\": [1.0, {\"y\": null, \"x\": 2.5}]}"))).isEqualTo(one);
        for (String other : List.of("{\"a\": [1, {\"x\": 2.51, \"y\": null}], \"b\": \"t\"}",
                "{\"a\": [{\"x\": 2.5, \"y\": null}, 1], \"b\": \"t\"}", "{\"a\": [1, {\"x\": 2.5}], \"b\": \"t\"}",
                "{\"a\": [1, {\"x\": \"2.5\", \"y\": null}], \"b\": \"t\"}")) {
            assertThat(CanonicalJson.hash(JSON.readTree(other))).isNotEqualTo(one);
        }
    }

    @Test
    void wholeNumbersAreWrittenWithoutExponentAndEndlessOnesWithoutTheirZeros() throws Exception {
        assertThat(CanonicalJson.of(JSON.readTree("{\"id\": 50000010, \"n\": [10, 1e1, 100.0, -20, 0]}")))
                .isEqualTo("{\"id\":50000010,\"n\":[10,10,100,-20,0]}");
        assertThat(CanonicalJson.of(DecimalNode.valueOf(new BigDecimal("1E+999999999"))).length()).isLessThan(20);
    }

    @Test
    void aFingerprintIsOfRequestsChangesVersionsCostAndSideEffects() {
        Proposal proposal = proposal("1", "after", new BigDecimal("5.00"), List.of("notifies"), "undo");
        String print = ProposalJson.fingerprint(proposal);
        assertThat(
                ProposalJson.fingerprint(proposal("1", "after", new BigDecimal("5.00"), List.of("notifies"), "in other words")))
                .isEqualTo(print);
        assertThat(List.of(proposal("2", "after", new BigDecimal("5.00"), List.of("notifies"), "undo"),
                proposal("1", "other", new BigDecimal("5.00"), List.of("notifies"), "undo"),
                proposal("1", "after", new BigDecimal("5.01"), List.of("notifies"), "undo"),
                proposal("1", "after", new BigDecimal("5.00"), List.of(), "undo"),
                proposal("1", "after", new BigDecimal("5.00"), List.of("notifies"), "")))
                .noneMatch(other -> ProposalJson.fingerprint(other).equals(print));
    }

    private static Proposal proposal(String version, String after, BigDecimal money, List<String> effects, String undo) {
        ObjectNode body = JSON.createObjectNode().put("name", after);
        return new Proposal("does", List.of(new RecordChange(new RecordRef("crm/customers", "7"), version,
                List.of(new FieldChange("name", TextNode.valueOf("before"), TextNode.valueOf(after))))),
                List.of(new PlannedRequest("crm/customers", "update", Map.of("id", "7"), Map.of(), body)), effects,
                new Cost(1, money, 0), undo, JSON.createObjectNode());
    }

    @Test
    void anUndoRecipeIsReadAsItWasWritten() throws Exception {
        UndoRecipe recipe = new UndoRecipe(
                List.of(new PlannedRequest("jpm/jobs", "cancel", Map.of("id", "${1.id}"), Map.of("a", "b"), null)),
                List.of(new RecordChange(new RecordRef("jpm/jobs", ""), "", List.of())));
        assertThat(ProposalJson.recipe(JSON.readTree(ProposalJson.of(recipe).toString()))).isEqualTo(recipe);
    }

    @Test
    void aMentionIsShownAsWhoeverReadsItMaySeeIt() {
        String text = "Books " + Mention.of("name", "Grace Romero") + " and " + Mention.of("phone", "\uE0F03125550142\uE0F2");
        assertThat(Mention.resolved(text, (kind, value) -> kind + ":" + value))
                .isEqualTo("Books name:Grace Romero and phone:3125550142");
        assertThat(Mention.resolved("\uE0F0broken", (kind, value) -> Optional.of(value).orElseThrow())).isEqualTo("broken");
    }
}
