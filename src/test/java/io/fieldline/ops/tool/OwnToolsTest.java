package io.fieldline.ops.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.ops.Operator;

class OwnToolsTest {

    /** Two tenants with a flow and a dead letter each. */
    private static final class Office implements Operator {

        final Map<String, String> states = new TreeMap<>(Map.of("acme", "WAITING", "summit", "WAITING"));
        final Map<String, String> letters = new TreeMap<>(Map.of("a1", "acme", "s1", "summit"));
        final Map<String, String> statuses = new TreeMap<>(Map.of("a1", "PARKED", "s1", "PARKED"));
        final List<String> asked = new ArrayList<>();
        String refusal = "";
        /** A verb that fails. */
        String broken = "";
        int runs = 3;

        @Override
        public ObjectNode run(String verb, ObjectNode values, Consumer<ObjectNode> progress) {
            asked.add(verb + " " + values);
            if (verb.equals(broken)) {
                throw new RetryLaterException("the store does not answer", null);
            }
            ObjectNode result = OwnTools.object();
            ArrayNode rows = result.putArray("rows");
            String tenant = values.path("tenant").asText();
            switch (verb) {
                case "tenants" -> states.forEach((name, state) -> rows.addObject().put("tenant", name)
                        .put("flow", "pipeline").put("every", "1h").put("state", state).put("message", ""));
                case "runs" -> {
                    for (int run = 0; run < Math.min(runs, values.path("limit").asInt()); run++) {
                        rows.addObject().put("tenant", tenant).put("flow", "pipeline").put("id", "r" + run).put("read", run);
                    }
                }
                case "dead-letters" -> {
                    String id = values.path("id").asText();
                    if (!letters.containsKey(id)) {
                        throw new MisconfiguredException("There is no dead letter " + id);
                    }
                    rows.addObject().put("id", id).put("tenant", letters.get(id)).put("flow", "pipeline").put("record", "7")
                            .put("stream", "jpm/jobs").put("status", statuses.get(id)).put("attempts", 1)
                            .put("payload", "{}");
                }
                case "pause" -> states.put(tenant, "PAUSED");
                case "resume" -> states.put(tenant, "WAITING");
                case "replay" -> {
                    rows.addObject().put("id", values.path("id").asText()).put("message", refusal);
                    if (refusal.isEmpty()) {
                        statuses.put(values.path("id").asText(), "REPLAYED");
                    }
                }
                default -> throw new AssertionError(verb);
            }
            return result;
        }
    }

    private final Office office = new Office();
    private final List<Proposal> handedOn = new ArrayList<>();
    private final Requests requests = OwnTools.requests(office, new Requests() {

        @Override
        public Optional<String> version(String tenant, RecordRef record) {
            return Optional.of("of another");
        }

        @Override
        public Effect carryOut(ToolCall call, Proposal proposal) {
            handedOn.add(proposal);
            return new Effect(List.of(), List.of(), OwnTools.object(), Optional.empty());
        }
    });
    private final List<Tool> tools = OwnTools.of(office, requests);
    private final ReadingTool show = (ReadingTool) tools.get(0);
    private final WritingTool change = (WritingTool) tools.get(1);

    private static ToolCall call(String arguments) {
        return new ToolCall("acme", OwnTools.schema(arguments.replace('\'', '"')), text -> {
        }, () -> false);
    }

    @Test
    void aFlowIsPausedForItsTenantAloneReadBackAndResumedByWhatTakesItBack() {
        ToolCall call = call("{'action': 'pause', 'flow': 'pipeline'}");
        Proposal proposal = change.propose(call);
        assertThat(proposal.reversible()).isTrue();
        assertThat(office.states).containsEntry("acme", "WAITING");

        Effect effect = change.carryOut(call, proposal);
        assertThat(office.states).containsEntry("acme", "PAUSED").containsEntry("summit", "WAITING");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.changes().get(0).fields().get(0).after().booleanValue()).isTrue();
        assertThat(requests.version("acme", effect.changes().get(0).record())).contains(effect.changes().get(0).version());
        assertThatThrownBy(() -> change.propose(call)).isInstanceOf(RefusedCallException.class).hasMessageContaining("already");

        var back = effect.undo().orElseThrow();
        Effect undone = requests.carryOut(call, new Proposal("undo", back.restores(), back.requests(), List.of(),
                Cost.ofRecords(1), "again", OwnTools.object()));
        assertThat(office.states).containsEntry("acme", "WAITING");
        assertThat(undone.warnings()).isEmpty();
    }

    @Test
    void whatWasDoneAndCannotBeReadBackIsToldAndCanBeTakenBack() {
        ToolCall call = call("{'action': 'pause', 'flow': 'pipeline'}");
        Proposal proposal = change.propose(call);
        office.broken = "tenants";
        Effect effect = change.carryOut(call, proposal);
        assertThat(office.states).containsEntry("acme", "PAUSED");
        assertThat(effect.warnings()).singleElement()
                .satisfies(words -> assertThat(words).contains("could not be read back", "the store does not answer"));
        assertThat(effect.undo()).isPresent();

        office.broken = "pause";
        assertThatThrownBy(() -> change.carryOut(call, proposal)).hasMessage("the store does not answer");
    }

    @Test
    void whatDidNotTakeIsWarnedOf() {
        ToolCall call = call("{'action': 'replay', 'letter': 'a1'}");
        office.refusal = "the record is locked";
        Effect effect = change.carryOut(call, change.propose(call));
        assertThat(effect.warnings()).hasSize(2);
        assertThat(effect.warnings().get(0)).contains("the record is locked");
        assertThat(effect.warnings().get(1)).contains("status is \"PARKED\" and not \"REPLAYED\"");
    }

    @Test
    void aReplayIsNotTakenBackAndOneThatIsSettledIsNotReplayed() {
        ToolCall call = call("{'action': 'replay', 'letter': 'a1'}");
        Proposal proposal = change.propose(call);
        assertThat(proposal.reversible()).isFalse();
        Effect effect = change.carryOut(call, proposal);
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.undo()).isEmpty();
        assertThatThrownBy(() -> change.propose(call)).hasMessageContaining("REPLAYED");
    }

    @Test
    void whatIsOfAnotherTenantIsNotThere() {
        String foreign = refusal("{'action': 'replay', 'letter': 's1'}");
        assertThat(foreign).isEqualTo(refusal("{'action': 'replay', 'letter': 'x1'}").replace("x1", "s1"));
        assertThat(refusal("{'action': 'pause', 'flow': 'other'}")).contains("No flow other runs");
        ObjectNode flows = show.read(call("{'show': 'flows'}"));
        assertThat(flows.path("total").asInt()).isEqualTo(1);
        assertThat(flows.toString()).doesNotContain("summit");
        assertThat(office.asked).noneMatch(line -> line.startsWith("pause") || line.startsWith("replay"));
    }

    private String refusal(String arguments) {
        try {
            change.propose(call(arguments));
        } catch (RefusedCallException e) {
            assertThat(e.code()).isEqualTo("not_found");
            return e.getMessage();
        }
        throw new AssertionError("it was not refused: " + arguments);
    }

    @Test
    void aListSaysWhatItLeftOut() {
        ObjectNode all = show.read(call("{'show': 'runs', 'limit': 3}"));
        assertThat(all.path("items")).hasSize(3);
        assertThat(all.path("total").asInt()).isEqualTo(3);
        assertThat(all.has("leftOut")).isFalse();
        office.runs = 9;
        ObjectNode some = show.read(call("{'show': 'runs', 'limit': 3}"));
        assertThat(some.path("items")).hasSize(3);
        assertThat(some.path("leftOut").asText()).contains("first 3");
    }

    @Test
    void whatIsNotFieldlinesOwnIsHandedOn() {
        Proposal other = new Proposal("x", List.of(), List.of(new PlannedRequest("crm/customers", "update", Map.of(), Map.of(),
                null)), List.of(), Cost.ofRecords(1), "", OwnTools.object());
        requests.carryOut(call("{}"), other);
        assertThat(handedOn).containsExactly(other);
        assertThat(requests.version("acme", new RecordRef("crm/customers", "1"))).contains("of another");
    }
}
