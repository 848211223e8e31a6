package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.sandbox.SandboxSettings;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

/** An agent has customers followed up by the flows of a tenant, and asks for figures from its warehouse. */
class AgentFollowUpIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MEMBERSHIPS = "memberships/memberships";
    private static final String INVOICES = "accounting/invoices";

    @TempDir
    static Path folder;

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private static LocalServiceTitan serviceTitan;
    private static Installation installation;
    private static FieldlineProcess service;
    private static McpSyncClient client;

    @BeforeAll
    static void start() {
        MAIL.start();
        MAIL.setUser("acme", "acme", "mail-passw0rd");
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(60).rateLimit(1_000).build());
        installation = new Installation(folder);
        installation.write("config/secrets/SMTP", "mail-passw0rd");
        installation.connection("letters: { type: mail, host: 127.0.0.1, port: " + MAIL.getSmtp().getPort()
                + ", security: none, username: acme, password: \"${secret:SMTP}\", from: service@acme.example }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", """
                  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [%s] }
                  membership-renewal-sequence: { connection: letters, every: 1h, renewalLink: https://acme.example/renew,
                    steps: { 1: { after: 5d, template: membership-renewal-1 } } }
                  lapsed-member-win-back: { connection: letters, every: 1h, renewalLink: https://acme.example/back,
                    steps: { 1: { after: 0s, template: lapsed-member-1 }, 2: { after: 30d, template: lapsed-member-2 } } }
                messages: { mode: live, postalAddress: "12 Main St, Austin", linkDomain: links.acme.example, shortLinks: false,
                  hours: { from: "00:00", until: "24:00" } }
                """.formatted(INVOICES));
        String key = ApiKeys.made();
        installation.write("config/agents/sales-bot.yaml", """
                client: sales-bot
                keyHash: %s
                tenants: [acme]
                packs: [office, sales, reporting]
                writes: [change_follow_up]
                """.formatted(ApiKeys.hash(key)));
        rows(MEMBERSHIPS).forEach(other -> change(MEMBERSHIPS, "{\"id\": " + other.path("id") + ", \"to\": null}"));
        service = installation.service();
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder(installation.serviceUrl())
                .customizeRequest(request -> request.header("Authorization", "Bearer " + key)).build()).requestTimeout(SOON)
                .build();
        client.initialize();
    }

    @AfterAll
    static void stop() {
        client.close();
        installation.close();
        serviceTitan.close();
        MAIL.stop();
    }

    @Test
    void aFollowUpIsStartedByAPlanSentByTheFlowAndTakenBackOnlyBeforeThat() {
        JsonNode lapsed = customer(0);
        JsonNode member = customer(1);
        membership(lapsed, "Expired", -400);
        membership(member, "Active", 200);

        Map<String, Object> winBack = Map.of("tenant", "acme", "action", "start", "kind", "win_back", "customers",
                List.of(lapsed.path("id").asText()));
        JsonNode plan = answered("change_follow_up", winBack).path("plan");
        assertThat(plan.path("sideEffects").toString()).contains("E-mail at once: may go; E-mail 30 days later: may go",
                lapsed.path("name").asText());
        assertThat(MAIL.getReceivedMessages()).isEmpty();
        JsonNode started = answered("change_follow_up", with(winBack, "token", plan.path("token").asText()));
        assertThat(started.path("warnings")).isEmpty();
        await("the first e-mail").atMost(SOON).untilAsserted(
                () -> assertThat(Arrays.stream(MAIL.getReceivedMessages()).map(AgentFollowUpIT::recipient).toList())
                        .as(service.transcript()).containsExactly(email(lapsed)));
        assertThat(refused("change_follow_up", winBack).path("message").asText()).contains("is under way");
        assertThat(refused("undo", Map.of("tenant", "acme", "auditId", started.path("undo").asText())).path("message").asText())
                .contains("was changed since");

        Map<String, Object> renewal = Map.of("tenant", "acme", "action", "start", "kind", "renewal", "customers",
                List.of(member.path("id").asText()));
        JsonNode done = answered("change_follow_up",
                with(renewal, "token", answered("change_follow_up", renewal).at("/plan/token").asText()));
        assertThat(done.at("/answer/followUps/0/state").asText()).isEqualTo("running");
        assertThat(sheet(member).at("/followUps/0/flow").asText()).isEqualTo("membership-renewal-sequence");
        Map<String, Object> undo = Map.of("tenant", "acme", "auditId", done.path("undo").asText());
        answered("undo", with(undo, "token", answered("undo", undo).at("/plan/token").asText()));
        assertThat(sheet(member).has("followUps")).isFalse();
        assertThat(installation.command("audit", "verify").exitCode()).isZero();
    }

    @Test
    void figuresAreThoseOfTheRowsThatTheWarehouseHolds() {
        List<JsonNode> counted = rows(INVOICES).stream().filter(row -> row.path("active").asBoolean(true)).toList();
        BigDecimal revenue = counted.stream().map(row -> new BigDecimal(row.path("subTotal").asText())).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        Map<String, Object> question = Map.of("tenant", "acme", "measure", "revenue", "from", "2000-01-01", "to", "2100-01-01",
                "by", "business_unit");
        await("the invoices").atMost(SOON).untilAsserted(() -> {
            JsonNode answer = JSON.valueToTree(client.callTool(new CallToolRequest("show_kpis", question)).structuredContent());
            assertThat(answer.path("count").asInt()).as(answer + service.transcript()).isEqualTo(counted.size());
            assertThat(answer.path("dataUntil").asText()).isNotEmpty();
        });
        JsonNode answer = answered("show_kpis", question);
        assertThat(answer.path("value").decimalValue()).isEqualByComparingTo(revenue);
        assertThat(answer.path("tables").toString()).isEqualTo("[\"accounting_invoices\"]");
        BigDecimal parts = answer.path("items").valueStream().map(row -> row.path("value").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(parts).isEqualByComparingTo(revenue);
        assertThat(refused("show_kpis", with(question, "measure", "close_rate")).path("message").asText())
                .contains("no table sales_estimates");
    }

    private static JsonNode sheet(JsonNode customer) {
        return answered("show_customer", Map.of("tenant", "acme", "customer", customer.path("id").asText()));
    }

    private static JsonNode answered(String tool, Map<String, Object> arguments) {
        return answer(tool, arguments, false);
    }

    private static JsonNode refused(String tool, Map<String, Object> arguments) {
        return answer(tool, arguments, true);
    }

    private static JsonNode answer(String tool, Map<String, Object> arguments, boolean refused) {
        CallToolResult result = client.callTool(new CallToolRequest(tool, arguments));
        JsonNode answer = JSON.valueToTree(result.structuredContent());
        assertThat(result.isError()).as(tool + " " + arguments + ": " + answer + service.transcript()).isEqualTo(refused);
        return answer;
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString().replaceAll(".*<|>", "");
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** One with an e-mail address, in use and without anything that speaks against messages. */
    private static JsonNode customer(int number) {
        JsonNode chosen = rows("crm/customers").stream()
                .filter(customer -> contacts(customer).stream().anyMatch(AgentFollowUpIT::isEmail)).skip(number).findFirst()
                .orElseThrow();
        change("crm/customers", "{\"id\": " + chosen.path("id")
                + ", \"active\": true, \"doNotMail\": false, \"doNotService\": false}");
        contacts(chosen).forEach(contact -> change("crm/customers/contacts",
                "{\"id\": " + contact.path("id") + ", \"preferences\": null}"));
        return chosen;
    }

    private static List<JsonNode> contacts(JsonNode customer) {
        return rows("crm/customers/contacts").stream()
                .filter(contact -> contact.path("customerId").asLong() == customer.path("id").asLong()).toList();
    }

    private static boolean isEmail(JsonNode contact) {
        return contact.path("type").asText().equals("Email");
    }

    private static String email(JsonNode customer) {
        return contacts(customer).stream().filter(AgentFollowUpIT::isEmail).findFirst().orElseThrow().path("value").asText();
    }

    private static void membership(JsonNode customer, String status, int days) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        change(MEMBERSHIPS, "{\"customerId\": " + customer.path("id") + ", \"status\": \"" + status + "\", \"from\": \""
                + today.minus(765, ChronoUnit.DAYS) + "\", \"to\": \"" + today.plus(days, ChronoUnit.DAYS)
                + "\", \"active\": true, \"membershipTypeId\": " + rows(MEMBERSHIPS).get(0).path("membershipTypeId") + "}");
    }

    private static List<JsonNode> rows(String collection) {
        return serviceTitan.control("GET", "rows?tenant=1001&collection=" + collection).valueStream().toList();
    }

    private static void change(String collection, String fields) {
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, fields);
    }
}
