package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Forty requests of an office, each answered by one to three calls. */
abstract class AgentRequests {

    private static final int MOST_CALLS = 3;
    private static final int REQUESTS = 40;

    /** @param writes whether it is called for a plan, and again with the token */
    record Call(String tool, Map<String, Object> arguments, boolean writes) {}

    /**
     * @param holds texts that the answers hold
     * @param all the name of a set of records that they hold
     * @param leaves what records hold afterwards, by <code>collection/id/field</code>
     */
    record Request(String ask, List<Call> calls, List<String> holds, String all, Map<String, String> leaves) {}

    abstract AgentOffice office();

    private static List<Request> requests() {
        try (InputStream file = AgentRequests.class.getResourceAsStream("/agent-requests.yaml")) {
            return new YAMLMapper().readValue(file, new TypeReference<>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachIsAnsweredByOneToThreeCallsOfToolsThatAreListed() {
        Agent agent = office().agent("clerk-bot", AgentOffice.TENANT, "fields: { phone: clear, email: clear }");
        AgentRecords records = new AgentRecords(office());
        AgentFacts facts = new AgentFacts(office(), records);
        Set<String> tools = agent.tools().keySet();
        facts.plant();
        List<Request> requests = requests();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(REQUESTS);
        Map<String, String> failures = new HashMap<>();
        for (Request request : requests) {
            assertThat(request.calls().stream().mapToInt(call -> call.writes() ? 2 : 1).sum()).as(request.ask())
                    .isBetween(1, MOST_CALLS);
            try {
                assertThat(tools).as(request.ask()).containsAll(request.calls().stream().map(Call::tool).toList());
                answered(agent, records, facts, request);
            } catch (AssertionError wrong) {
                failures.put(request.ask(), wrong.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    private void answered(Agent agent, AgentRecords records, AgentFacts facts, Request request) {
        // What is put into the records for the request has to be there before it is asked.
        List<String> wanted = new ArrayList<>();
        List<Map<String, Object>> filled = request.calls().stream().map(call -> records.filled(call.arguments())).toList();
        if (request.holds() != null) {
            request.holds().forEach(text -> wanted.add(records.filled(text)));
        }
        Set<String> told = new TreeSet<>();
        List<JsonNode> answers = new ArrayList<>();
        for (int index = 0; index < filled.size(); index++) {
            Call call = request.calls().get(index);
            Map<String, Object> arguments = Agent.with(filled.get(index), "tenant", AgentOffice.TENANT);
            answers.add(call.writes() ? agent.done(call.tool(), arguments) : agent.call(call.tool(), arguments));
            told(answers.get(index), told);
        }
        if (request.all() != null) {
            AgentFacts.Fact fact = facts.of(request.all());
            assertThat(fact.holds()).as("%s, %s: an answer that holds nothing shows nothing", request.ask(), request.all())
                    .isNotEmpty();
            wanted.addAll(fact.holds());
            fact.total().ifPresent(total -> assertThat(answers.get(answers.size() - 1).path("total").asInt())
                    .as(request.ask()).isEqualTo(total));
        }
        assertThat(told).as(request.ask()).containsAll(wanted);
        if (request.leaves() != null) {
            request.leaves().forEach((place, value) -> assertThat(facts.at(records.filled(place))).as(place)
                    .isEqualTo(records.filled(value)));
        }
    }

    private static void told(JsonNode node, Set<String> told) {
        if (node.isContainerNode()) {
            node.forEach(child -> told(child, told));
        } else {
            told.add(AgentRecords.plain(node));
        }
    }
}
