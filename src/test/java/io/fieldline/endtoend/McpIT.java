package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** An agent works through a client of the protocol in the ServiceTitan of a tenant, and its owner looks after it. */
class McpIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CUSTOMERS = "crm/customers";
    private static final long CHANGED = 10_000_004;
    private static final long MARKED = 10_000_005;
    private static final long APPROVED = 10_000_006;
    private static final int LARGEST_LIST = 28_000;
    private static final int LARGEST_CUSTOMER = 4_096;

    @TempDir
    static Path folder;

    private static LocalServiceTitan serviceTitan;
    private static SlackStandIn slack;
    private static Installation installation;
    private static FieldlineProcess service;
    private static String deskBot;

    @BeforeAll
    static void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(2).jobs(200).build());
        installation = new Installation(folder);
        slack = SlackStandIn.start(SlackSettings.usual());
        installation.slack(slack.url());
        String flows = "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [crm/locations] }";
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", flows);
        installation.tenant("summit", Account.sandbox(1002), serviceTitan.url(), "", flows);
        JsonNode made = json(installation.command("agents", "key", "desk-bot", "--json").output());
        deskBot = made.get("key").asText();
        client("desk-bot", made.get("keyHash").asText(),
                "change_customer, change_job, book_job, write_estimate, change_membership, change_follow_up, call_operation,"
                        + " change_fieldline",
                "");
        service = installation.service();
    }

    @AfterAll
    static void stop() {
        installation.close();
        serviceTitan.close();
        slack.close();
    }

    private static void client(String name, String keyHash, String writes, String fields) {
        installation.write("config/agents/" + name + ".yaml", """
                client: %s
                keyHash: %s
                tenants: [acme]
                packs: [office, dispatch, sales, operations, fieldline]
                writes: [%s]
                %s
                """.formatted(name, keyHash, writes, fields));
    }

    private static McpSyncClient connected(String key) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(installation.serviceUrl())
                .customizeRequest(request -> request.header("Authorization", "Bearer " + key)).build()).requestTimeout(LONG)
                .build();
        client.initialize();
        return client;
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(new CallToolRequest(tool, arguments));
        JsonNode answer = JSON.valueToTree(result.structuredContent());
        assertThat(result.isError()).as(tool + " " + arguments + ": " + answer).isFalse();
        return answer;
    }

    private static JsonNode refused(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(new CallToolRequest(tool, arguments));
        JsonNode answer = JSON.valueToTree(result.structuredContent());
        assertThat(result.isError()).as(tool + " " + arguments + ": " + answer).isTrue();
        return answer;
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    /** As ServiceTitan has it, without what every write moves. */
    private static ObjectNode customer(long id) {
        for (JsonNode row : serviceTitan.control("GET", "rows?tenant=1001&collection=" + CUSTOMERS)) {
            if (row.path("id").longValue() == id) {
                return ((ObjectNode) row).without(List.of("modifiedOn"));
            }
        }
        throw new AssertionError("there is no customer " + id);
    }

    /** The customer with the most jobs. */
    private static long busiest() {
        Map<Long, Long> jobs = new HashMap<>();
        serviceTitan.control("GET", "rows?tenant=1001&collection=jpm/jobs")
                .forEach(job -> jobs.merge(job.path("customerId").longValue(), 1L, Long::sum));
        return jobs.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static int bytes(Object value) {
        return JSON.valueToTree(value).toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void theListOfToolsAndACustomersSheetAreShort() {
        try (McpSyncClient client = connected(deskBot)) {
            ListToolsResult listed = client.listTools();
            assertThat(listed.tools()).extracting(Tool::name).contains("find_customers", "show_customer", "change_customer",
                    "find_jobs", "book_job", "show_estimates", "undo", "open_pack", "find_tool").hasSizeLessThan(26)
                    .doesNotContain("call_operation");
            long busiest = busiest();
            String name = customer(busiest).path("name").asText();
            JsonNode found = call(client, "find_customers", Map.of("tenant", "acme", "query", name));
            assertThat(found.path("items")).anySatisfy(row -> assertThat(row.path("id").longValue()).isEqualTo(busiest));
            JsonNode shown = call(client, "show_customer", Map.of("tenant", "acme", "customer", "" + busiest));
            assertThat(shown.path("name").asText()).isEqualTo(name);
            Figures.print("list of tools", "%d tools, %d bytes", listed.tools().size(), bytes(listed));
            Figures.print("a customer's sheet", "%d bytes", bytes(shown));
            assertThat(bytes(listed)).isLessThan(LARGEST_LIST);
            assertThat(bytes(shown)).isLessThan(LARGEST_CUSTOMER);
        }
    }

    @Test
    void aChangeIsShownThenMadeOnceThenTakenBackAndAllOfItIsInTheAudit() {
        ObjectNode before = customer(CHANGED);
        boolean wanted = !before.path("doNotMail").asBoolean();
        Map<String, Object> change = Map.of("tenant", "acme", "action", "update", "customer", "" + CHANGED, "doNotMail",
                wanted);
        try (McpSyncClient client = connected(deskBot)) {
            JsonNode plan = call(client, "change_customer", change).path("plan");
            assertThat(plan.path("summary").asText()).contains(before.path("name").asText());
            assertThat(plan.at("/changes/0/fields/0/after").asBoolean()).isEqualTo(wanted);
            assertThat(customer(CHANGED)).isEqualTo(before);

            Map<String, Object> again = with(change, "token", plan.path("token").asText());
            JsonNode done = call(client, "change_customer", again);
            assertThat(done.path("warnings")).isEmpty();
            assertThat(customer(CHANGED)).isEqualTo(before.deepCopy().put("doNotMail", wanted));

            assertThat(refused(client, "change_customer", again).path("code").asText()).isEqualTo("invalid_token");

            Map<String, Object> undo = Map.of("tenant", "acme", "auditId", done.path("undo").asText());
            JsonNode back = call(client, "undo", undo).path("plan");
            call(client, "undo", with(undo, "token", back.path("token").asText()));
            assertThat(customer(CHANGED)).isEqualTo(before);
        }
        FieldlineProcess verified = installation.command("audit", "verify");
        assertThat(verified.exitCode()).as(verified.transcript()).isZero();
        assertThat(verified.output()).contains("none altered").doesNotContain("was begun");
    }

    @Test
    void aFlowIsPausedForOneTenantAndResumedByTakingThatBack() {
        Map<String, Object> pause = Map.of("tenant", "acme", "action", "pause", "flow", "warehouse-pipeline");
        try (McpSyncClient client = connected(deskBot)) {
            assertThat(call(client, "open_pack", Map.of("pack", "fieldline")).path("tools").toString())
                    .isEqualTo("[\"show_fieldline\",\"change_fieldline\"]");
            JsonNode plan = call(client, "change_fieldline", pause).path("plan");
            JsonNode done = call(client, "change_fieldline", with(pause, "token", plan.path("token").asText()));
            assertThat(done.path("warnings")).isEmpty();
            assertThat(states()).containsEntry("acme", "PAUSED").doesNotContainEntry("summit", "PAUSED");

            Map<String, Object> undo = Map.of("tenant", "acme", "auditId", done.path("undo").asText());
            call(client, "undo", with(undo, "token", call(client, "undo", undo).at("/plan/token").asText()));
            assertThat(states()).doesNotContainEntry("acme", "PAUSED");
            JsonNode flows = call(client, "show_fieldline", Map.of("tenant", "acme", "show", "flows"));
            assertThat(flows.at("/items/0/flow").asText()).isEqualTo("warehouse-pipeline");
        }
    }

    /** How the flow stands, by tenant. */
    private static Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        installation.verb("tenants", JSON.createObjectNode()).path("rows")
                .forEach(row -> states.put(row.path("tenant").asText(), row.path("state").asText()));
        return states;
    }

    @Test
    void aTenantThatIsNotAllowedIsAnsweredLikeOneThatThereIsNot() {
        try (McpSyncClient client = connected(deskBot)) {
            for (String tool : List.of("show_customer", "change_customer", "undo")) {
                Map<String, Object> arguments = tool.equals("undo")
                        ? Map.of("auditId", "1")
                        : tool.equals("show_customer")
                                ? Map.of("customer", "" + CHANGED)
                                : Map.of("action", "update", "customer", "" + CHANGED, "doNotMail", true);
                JsonNode foreign = refused(client, tool, with(arguments, "tenant", "summit"));
                JsonNode unknown = refused(client, tool, with(arguments, "tenant", "absent"));
                assertThat(foreign.path("code").asText()).isEqualTo("not_found");
                assertThat(foreign.toString().replace("summit", "absent")).isEqualTo(unknown.toString());
            }
        }
        assertThat(serviceTitan.control("GET", "requests/latest")).as("of the other tenant's customers")
                .noneSatisfy(request -> assertThat(request.path("path").asText()).contains("/tenant/1002/customers"));
    }

    @Test
    void whatAClientMayNotSeeIsInNoAnswerAndNowhereElse() {
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + CUSTOMERS,
                "{\"id\": " + MARKED + ", \"name\": \"Markername Seedling\"}");
        String key = ApiKeys.made();
        client("stranger", ApiKeys.hash(key), "change_customer",
                "fields: { name: hidden, phone: hidden, email: hidden, address: hidden }");
        await("the document of a client that is new").atMost(LONG).until(() -> accepted(key));
        StringBuilder heard = new StringBuilder();
        try (McpSyncClient client = connected(key)) {
            assertThat(client.listTools().tools()).extracting(Tool::name).contains("change_customer")
                    .doesNotContain("change_job", "book_job");
            Map<String, Object> change = Map.of("tenant", "acme", "action", "update", "customer", "" + MARKED, "doNotMail",
                    !customer(MARKED).path("doNotMail").asBoolean());
            JsonNode plan = call(client, "change_customer", change);
            assertThat(plan.at("/plan/summary").asText()).isEqualTo("Changes customer [hidden] (" + MARKED + ").");
            heard.append(plan).append(call(client, "change_customer",
                    with(change, "token", plan.at("/plan/token").asText())));
            JsonNode searched = refused(client, "find_customers", Map.of("tenant", "acme", "query", "Markername"));
            assertThat(searched.path("code").asText()).isEqualTo("not_allowed");
            heard.append(searched);
            heard.append(call(client, "show_customer", Map.of("tenant", "acme", "customer", "" + MARKED)));
            heard.append(refused(client, "show_customer", Map.of("tenant", "acme", "customer", "Markername Nobody")));
        }
        assertThat(heard.toString()).contains("" + MARKED).doesNotContainIgnoringCase("marker");
        assertThat(installation.command("audit", "export").output()).contains("stranger").doesNotContainIgnoringCase("marker");
        assertThat(service.transcript()).doesNotContainIgnoringCase("marker");
    }

    @Test
    void whoMayApproveIsToldInSlackAndTheAgentGoesOnAfterTheLinkWasUsed() throws Exception {
        installation.write("config/approvers.yaml",
                "address: " + installation.serviceUrl() + "\nslack: { connection: slack }\npersons: { Dana: U0DANA }\n");
        String key = ApiKeys.made();
        client("careful", ApiKeys.hash(key), "change_customer", "approvals: [ { by: [Dana] } ]");
        await("the document of a client that is new").atMost(LONG).until(() -> accepted(key));
        try (McpSyncClient client = connected(key)) {
            ObjectNode before = customer(APPROVED);
            boolean wanted = !before.path("doNotMail").asBoolean();
            Map<String, Object> change = Map.of("tenant", "acme", "action", "update", "customer", "" + APPROVED, "doNotMail",
                    wanted);
            String token = call(client, "change_customer", change).at("/plan/token").asText();
            assertThat(refused(client, "change_customer", with(change, "token", token)).path("code").asText())
                    .isEqualTo("needs_approval");
            await("the message to who may approve").atMost(LONG).until(() -> !slack.messages().isEmpty());
            assertThat(slack.messages().get(0).channel()).isEqualTo("D0DANA");
            assertThat(slack.messages().get(0).blocks().toString()).doesNotContain(before.path("name").asText());
            assertThat(installation.command("approvals", "list").output()).contains("Dana at ");

            URI link = URI.create(slack.messages().get(0).blocks().get(3).at("/elements/0/url").asText());
            HttpClient browser = HttpClient.newHttpClient();
            assertThat(browser.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString()).body())
                    .contains("crm/customers/" + APPROVED + ": doNotMail");
            assertThat(browser.send(HttpRequest.newBuilder(link).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("decision=approve")).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            call(client, "change_customer", with(change, "token", token));
            assertThat(customer(APPROVED)).isEqualTo(before.deepCopy().put("doNotMail", wanted));
        }
        assertThat(installation.command("audit", "export").output()).contains("by link");
    }

    private static boolean accepted(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(installation.serviceUrl() + "/mcp"))
                .header("Authorization", "Bearer " + key).GET().build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 401;
    }
}
