package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.published.Witness.Seen;

/** Tokens that are not good and budgets that are used up: refused in words, and nothing reaches ServiceTitan. */
abstract class AgentRefusals {

    private static final String TOOL = "change_customer";
    private static final String CUSTOMERS = "crm/customers";
    private static final long CUSTOMER = 10_000_031;

    abstract AgentOffice office();

    private static Map<String, Object> mailing(String tenant, boolean wanted) {
        return Map.of("tenant", tenant, "action", "update", "customer", "" + CUSTOMER, "doNotMail", wanted);
    }

    private boolean mailed(String tenant) {
        return office().rows(tenant, CUSTOMERS).stream().filter(row -> row.path("id").longValue() == CUSTOMER).findFirst()
                .orElseThrow().path("doNotMail").asBoolean();
    }

    /** What the call is told; it must have sent nothing. */
    private String told(Agent agent, String tool, Map<String, Object> arguments, String token, String code) {
        office().witness().forget();
        JsonNode refusal = agent.refused(tool, Agent.with(arguments, "token", token));
        assertThat(refusal.path("code").asText()).as(refusal.toString()).isEqualTo(code);
        assertThat(office().witness().seen(Seen::writes)).isEmpty();
        return refusal.path("message").asText();
    }

    @Test
    void aTokenIsGoodForOneUseByItsClientForItsCallAlone() {
        Agent agent = office().agent("both-bot", AgentOffice.TENANT + ", " + AgentOffice.OTHER, "");
        Agent stranger = office().agent("second-bot", AgentOffice.TENANT, "");
        boolean wanted = !mailed(AgentOffice.TENANT);
        Map<String, Object> change = mailing(AgentOffice.TENANT, wanted);
        String token = agent.plan(TOOL, change).path("token").asText();
        String invalid = "invalid_token";

        for (int place = token.indexOf('_') + 1; place < token.length(); place += 9) {
            String altered = token.substring(0, place) + (token.charAt(place) == 'A' ? 'B' : 'A') + token.substring(place + 1);
            assertThat(told(agent, TOOL, change, altered, invalid)).contains("was altered");
        }
        for (String none : List.of("plan_", "x", token + "A", token.substring(1), "plan_" + "A".repeat(64))) {
            assertThat(told(agent, TOOL, change, none, invalid)).contains("was altered");
        }
        assertThat(told(stranger, TOOL, change, token, invalid)).contains("another client");
        assertThat(told(agent, TOOL, mailing(AgentOffice.OTHER, wanted), token, invalid)).contains("another tenant");
        assertThat(told(agent, TOOL, Agent.with(change, "doNotService", true), token, invalid)).contains("other arguments");
        assertThat(told(agent, TOOL, mailing(AgentOffice.TENANT, !wanted), token, invalid)).contains("other arguments");
        Map<String, Object> other = new LinkedHashMap<>(Map.of("tenant", AgentOffice.TENANT, "action", "set_summary", "job",
                "50000181", "summary", "x"));
        assertThat(told(agent, "change_job", other, token, invalid)).contains("another tool");
        assertThat(mailed(AgentOffice.TENANT)).isEqualTo(!wanted);

        agent.call(TOOL, Agent.with(change, "token", token));
        assertThat(mailed(AgentOffice.TENANT)).isEqualTo(wanted);
        assertThat(told(agent, TOOL, change, token, invalid)).contains("used before");
    }

    @Test
    void aTokenIsVoidWhenTheRecordChangedAndTheNewDifferenceIsShown() {
        Agent agent = office().agent("desk-bot");
        Map<String, Object> change = Agent.arguments("{'action': 'update', 'customer': '10000033', 'name': 'Nora Quill'}");
        JsonNode plan = agent.plan(TOOL, change);
        office().office(AgentOffice.TENANT, CUSTOMERS, JsonNodeFactory.instance.objectNode().put("id", 10_000_033L)
                .put("name", "Changed Meanwhile"));
        office().witness().forget();
        JsonNode refusal = agent.refused(TOOL, Agent.with(change, "token", plan.path("token").asText()));
        assertThat(refusal.path("code").asText()).isEqualTo("outdated");
        JsonNode shown = refusal.at("/details/plan");
        assertThat(shown.at("/changes/0/fields/0/before").asText()).isEqualTo("Changed Meanwhile");
        assertThat(office().witness().seen(Seen::writes)).isEmpty();
        assertThat(told(agent, TOOL, change, plan.path("token").asText(), "invalid_token")).contains("replaced");
        agent.call(TOOL, Agent.with(change, "token", shown.path("token").asText()));
        assertThat(office().row(CUSTOMERS, 10_000_033L).path("name").asText()).isEqualTo("Nora Quill");
    }

    @Test
    void whatIsTakenBackIsOnesOwnAndAsItWasLeft() {
        Agent agent = office().agent("desk-bot");
        Agent stranger = office().agent("third-bot", AgentOffice.TENANT, "");
        Map<String, Object> change = Agent.arguments("{'action': 'update', 'customer': '10000035', 'name': 'Nora Quill'}");
        Map<String, Object> undo = Map.of("tenant", AgentOffice.TENANT, "auditId", agent.done(TOOL, change).path("undo")
                .asText());
        assertThat(stranger.refused("undo", undo).path("code").asText()).isEqualTo("not_found");
        assertThat(agent.refused("undo", Agent.with(undo, "auditId", "999999999")).path("code").asText())
                .isEqualTo("not_found");
        office().office(AgentOffice.TENANT, CUSTOMERS, JsonNodeFactory.instance.objectNode().put("id", 10_000_035L)
                .put("name", "Changed Meanwhile"));
        assertThat(agent.refused("undo", undo).path("message").asText()).contains("was changed since");
        assertThat(office().row(CUSTOMERS, 10_000_035L).path("name").asText()).isEqualTo("Changed Meanwhile");

        JsonNode again = agent.done(TOOL, Agent.with(change, "customer", "10000036"));
        agent.undone(AgentOffice.TENANT, again);
        assertThat(agent.refused("undo", Agent.with(undo, "auditId", again.path("undo").asText())).path("message").asText())
                .contains("was taken back at");
    }

    @Test
    void theFiftyFirstRecordOfABudgetOfFiftyIsRefused() {
        Agent agent = office().agent("frugal-bot", AgentOffice.TENANT, "budgets: [{ records: 50 }]");
        for (int customer = 0; customer < 12; customer++) {
            JsonNode done = agent.done(TOOL, made(customer));
            assertThat(done.at("/answer/made")).as("customer, location and two contacts").hasSize(4);
        }
        Map<String, Object> contacts = Agent.arguments("{'action': 'add_contact', 'customer': '10000037'}");
        Map<String, Object> one = Agent.with(contacts, "email", "frugal1@example.com");
        Map<String, Object> two = Agent.with(Agent.with(contacts, "email", "frugal2@example.com"), "phone", "6305550144");
        JsonNode plan = agent.plan(TOOL, one);
        agent.done(TOOL, Agent.with(contacts, "email", "frugal3@example.com"));

        JsonNode refusal = agent.refused(TOOL, two);
        assertThat(refusal.path("code").asText()).isEqualTo("over_budget");
        assertThat(refusal.path("message").asText()).contains("1");
        agent.carriedOut(TOOL, one, plan);

        office().witness().forget();
        JsonNode last = agent.refused(TOOL, Agent.with(contacts, "email", "frugal4@example.com"));
        assertThat(last.path("code").asText()).isEqualTo("over_budget");
        assertThat(office().witness().seen(Seen::writes)).isEmpty();
        long made = office().rows("crm/customers/contacts").stream().map(row -> row.path("value").asText())
                .filter(value -> value.startsWith("frugal")).count();
        assertThat(made).as("e-mails by this client: 12 of customers, 2 more").isEqualTo(14);
    }

    private static Map<String, Object> made(int number) {
        return Agent.arguments("{'action': 'create', 'name': 'Frugal " + number + "', 'street': '" + number + " Elm Street',"
                + " 'city': 'Aurora', 'state': 'IL', 'zip': '60502', 'phone': '63055502" + (10 + number)
                + "', 'email': 'frugal" + (10 + number) + "@example.com'}");
    }
}
