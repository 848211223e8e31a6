package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.fieldline.published.Witness.Seen;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** Every action of every tool that writes: shown, carried out as the documents have it, and taken back. */
abstract class AgentWrites {

    private static final String UNDO = "undo";

    /**
     * One call.
     *
     * @param sends the operations by which it is carried out
     * @param back those that take it back; null where nothing does
     * @param stays what is another nevertheless
     * @param keep whether it is left as it is, although it could be taken back
     * @param refused the code with which ServiceTitan's answer lets it end, where it does not take it
     */
    record Write(String tool, Map<String, Object> arguments, List<String> sends, List<String> back, List<String> stays,
            boolean keep, String refused) {

        String action() {
            return tool + " " + arguments.getOrDefault("action", "");
        }
    }

    abstract AgentOffice office();

    static List<Write> all() {
        try (InputStream file = AgentWrites.class.getResourceAsStream("/agent-writes.yaml")) {
            return new YAMLMapper().readValue(file, new TypeReference<>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyActionIsShownCarriedOutAsDocumentedAndTakenBackWhole() {
        Agent agent = office().agent("desk-bot");
        AgentRecords records = new AgentRecords(office());
        WholeTenant tenant = new WholeTenant(office(), AgentOffice.TENANT);
        TreeSet<String> tried = new TreeSet<>();
        List<String> failures = new ArrayList<>();
        for (Write write : all()) {
            Map<String, Object> arguments = Agent.with(records.filled(write.arguments()), "tenant", AgentOffice.TENANT);
            try {
                tried(agent, write, arguments, records, tenant);
            } catch (AssertionError failed) {
                failures.add(write.action() + ": " + failed.getMessage());
            }
            tried.add(write.action());
        }
        assertThat(failures).isEmpty();
        assertThat(tried).as("actions that the tools' schemas list").containsExactlyInAnyOrderElementsOf(listed(agent));
    }

    private void tried(Agent agent, Write write, Map<String, Object> arguments, AgentRecords records, WholeTenant tenant) {
        String as = write.tool() + " " + arguments;
        tenant.look();
        office().witness().forget();
        JsonNode plan = agent.plan(write.tool(), arguments);
        assertThat(asked(true)).as("%s, before it was carried out", as).isEmpty();
        assertThat(tenant.look()).as(as).isEmpty();
        boolean irreversible = write.back() == null && !write.keep();
        assertThat(plan.path(UNDO).asText().equals("nothing takes it back")).as(as + " " + plan).isEqualTo(irreversible);
        assertThat(plan.has("approval")).as(as + " " + plan).isEqualTo(irreversible);
        if (irreversible) {
            assertThat(agent.refused(write.tool(), Agent.with(arguments, "token", plan.path("token").asText())).path("code")
                    .asText()).isEqualTo("needs_approval");
        }
        office().witness().forget();
        if (write.refused() != null) {
            office().approve(plan.at("/approval/plan").asText());
            assertThat(agent.refused(write.tool(), Agent.with(arguments, "token", plan.path("token").asText())).path("code")
                    .asText()).isEqualTo(write.refused());
            assertThat(asked(true)).as(as).containsExactlyElementsOf(write.sends());
            assertThat(tenant.look()).as(as).isEmpty();
            return;
        }
        JsonNode done = agent.carriedOut(write.tool(), arguments, plan);
        assertThat(done.path("warnings")).as(as).isEmpty();
        assertThat(asked(true)).as(as).containsExactlyElementsOf(write.sends());
        assertThat(asked(false)).as("%s, read back", as).hasSizeGreaterThanOrEqualTo(write.sends().isEmpty() ? 0 : 1);
        assertThat(done.has(UNDO)).as(as + " " + done).isEqualTo(!irreversible);
        if (write.back() != null) {
            office().witness().forget();
            assertThat(agent.undone(AgentOffice.TENANT, done).path("warnings")).as(as).isEmpty();
            assertThat(asked(true)).as(as).containsExactlyElementsOf(write.back());
            Map<String, String> others = tenant.look();
            List<String> patterns = write.stays() == null
                    ? List.of()
                    : write.stays().stream().map(records::filled).toList();
            assertThat(others.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue())
                    .filter(text -> patterns.stream().noneMatch(text::matches)).toList()).as(as).isEmpty();
        }
    }

    /** The operations that were asked for, those that write or those that read. */
    private List<String> asked(boolean writes) {
        return office().witness().seen(seen -> changes(seen) == writes).stream().map(Seen::operation).toList();
    }

    /** Capacity is asked for by a POST with the scope of a write, and changes nothing. */
    private static boolean changes(Seen seen) {
        return seen.writes() && !seen.operation().equals("POST /dispatch/v2/capacity");
    }

    /** Every tool that writes, with each of its actions. */
    private static TreeSet<String> listed(Agent agent) {
        TreeSet<String> listed = new TreeSet<>();
        for (Tool tool : new TreeMap<>(agent.tools()).values()) {
            JsonNode action = new JsonMapper().valueToTree(tool.inputSchema()).at("/properties/action/enum");
            action.forEach(one -> listed.add(tool.name() + " " + one.asText()));
            if (action.isMissingNode() && Boolean.FALSE.equals(tool.annotations().readOnlyHint())
                    && !List.of(UNDO, "open_pack", "find_tool").contains(tool.name())) {
                listed.add(tool.name() + " ");
            }
        }
        return listed;
    }
}
