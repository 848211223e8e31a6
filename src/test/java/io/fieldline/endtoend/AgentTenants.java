package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.published.Witness.Seen;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** A client of one tenant gets nothing of another, by any argument of any tool. */
abstract class AgentTenants {

    private static final String MARK = "Neighbourmark";
    private static final String OTHER = AgentOffice.OTHER;

    abstract AgentOffice office();

    /** A customer whom only the other tenant has, with an id that only the other tenant has, and a job of this customer. */
    private JsonNode plant() {
        ObjectNode customer = JsonNodeFactory.instance.objectNode().put("name", MARK + " Person").put("type", "Residential");
        customer.putObject("address").put("street", "1 " + MARK + " Lane").put("city", "Aurora").put("state", "IL")
                .put("zip", "60502").put("country", "USA");
        JsonNode made = customer;
        for (int copy = 0; copy < 40; copy++) {
            made = office().office(OTHER, "crm/customers", customer);
        }
        office().office(OTHER, "crm/customers/contacts", JsonNodeFactory.instance.objectNode()
                .put("customerId", made.path("id").longValue()).put("type", "Email").put("value", MARK + "@example.com"));
        return made;
    }

    @Test
    void nothingOfAnotherTenantIsToldWhateverIsAsked() {
        String id = plant().path("id").asText();
        Agent neighbour = office().agent("summit-bot");
        Agent agent = office().agent("desk-bot");
        Map<String, Object> mailing = Agent.arguments("{'tenant': '" + OTHER + "', 'action': 'update', 'customer': '" + id
                + "', 'doNotMail': true}");
        String token = neighbour.plan("change_customer", mailing).path("token").asText();
        String undo = neighbour.done("change_customer", mailing).path("undo").asText();
        JsonNode page = neighbour.call("find_customers", Agent.with(Map.of("query", MARK), "tenant", OTHER));
        assertThat(page.toString()).contains(MARK);
        String cursor = page.path("nextCursor").asText();
        assertThat(cursor).isNotEmpty();

        office().witness().forget();
        namedTenant(agent, id);
        for (String call : List.of("find_customers {'query': '" + id + "'}", "show_customer {'customer': '" + id + "'}",
                "find_jobs {'customer': '" + id + "'}", "show_estimates {'customer': '" + id + "'}",
                "find_invoices {'customer': '" + id + "'}", "show_memberships {'customer': '" + id + "'}",
                "find_jobs {'cursor': '" + cursor + "'}", "find_customers {'city': 'Aurora', 'cursor': '" + cursor + "'}",
                "read_operation {'operation': 'crm/customers get', 'path': {'id': '" + id + "', 'tenant': '1002'}}",
                "read_operation {'operation': 'crm/customers get', 'path': {'id': '../../1002/customers/" + id + "'}}",
                "read_operation {'operation': 'crm/customers get', 'path': {'id': '..%2F..%2F1002%2Fcustomers%2F" + id + "'}}",
                "read_operation {'operation': 'crm/customers list', 'query': {'ids': '" + id + "'}}",
                "read_operation {'operation': 'crm/customers list', 'query': {'tenant': '1002', 'ids': '" + id + "'}}",
                "change_customer {'action': 'update', 'customer': '" + id + "', 'doNotMail': false}",
                "change_customer {'action': 'update', 'customer': '10000003', 'doNotMail': true, 'token': '" + token + "'}",
                "undo {'auditId': '" + undo + "'}", "run_report {'report': '1002'}",
                "call_operation {'operation': 'crm/customers update', 'path': {'id': '../../1002/customers/" + id
                        + "'}, 'body': {'name': 'X'}}")) {
            String[] parts = call.split(" ", 2);
            agent.ask(parts[0], Agent.arguments(parts[1]));
        }
        documents(agent);
        assertThat(agent.heard()).doesNotContainIgnoringCase(MARK).doesNotContain("/tenants/" + OTHER + "/")
                .doesNotContain("Contractor 1002");
        List<Seen> strange = office().witness()
                .seen(seen -> seen.path().contains("1002") && !seen.path().contains("/export/"));
        assertThat(strange).as("requests about the other tenant, but for those of its own flows").isEmpty();
    }

    /** Each tool, with the other tenant named; it is answered as a tenant that there is not. */
    private static void namedTenant(Agent agent, String id) {
        Map<String, Tool> tools = agent.tools();
        tools.keySet().removeAll(List.of("open_pack", "find_tool"));
        for (String tool : tools.keySet()) {
            Map<String, Object> arguments = Agent.arguments("{'tenant': '" + OTHER + "'}");
            JsonNode properties = new JsonMapper()
                    .valueToTree(tools.get(tool).inputSchema());
            for (JsonNode required : properties.path("required")) {
                JsonNode choices = properties.at("/properties/" + required.asText() + "/enum");
                arguments.putIfAbsent(required.asText(), choices.isMissingNode() ? id : choices.get(0).asText());
            }
            JsonNode foreign = agent.refused(tool, arguments);
            JsonNode unknown = agent.refused(tool, Agent.with(arguments, "tenant", "absent"));
            assertThat(foreign.path("code").asText()).as(tool + foreign).isEqualTo("not_found");
            assertThat(foreign.toString().replace(OTHER, "absent")).as(tool).isEqualTo(unknown.toString());
        }
    }

    private static void documents(Agent agent) {
        for (String uri : List.of("fieldline://tenants/" + OTHER,
                "fieldline://tenants/" + OTHER + "/mappings/hubspot-customers",
                "fieldline://tenants/acme/../" + OTHER, "fieldline://tenants/" + OTHER + "%20")) {
            assertThatThrownBy(() -> agent.client().readResource(new ReadResourceRequest(uri))).isInstanceOf(McpError.class);
        }
        for (String prompt : List.of("morning_board", "unsold_estimates", "overdue_invoices")) {
            assertThatThrownBy(() -> agent.client().getPrompt(new GetPromptRequest(prompt, Map.of("tenant", OTHER))))
                    .isInstanceOf(McpError.class).hasMessageNotContaining(OTHER);
        }
        assertThat(agent.client().readResource(new ReadResourceRequest("fieldline://tenants")).toString())
                .contains(AgentOffice.TENANT).doesNotContain(OTHER);
    }
}
