package io.fieldline.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.published.Witness;
import io.fieldline.sandbox.SandboxSettings;

/**
 * Two tenants in a local ServiceTitan, a witness before it that knows the published documents alone, the service, and agents
 * that come to it by the protocol.
 */
final class AgentOffice implements AutoCloseable {

    static final String TENANT = "acme";
    static final String OTHER = "summit";
    static final String APPROVER = "Dana";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PACKS = "office, dispatch, sales, accounting, reporting, operations, fieldline";
    private static final String WRITES = "change_customer, change_job, book_job, write_estimate, change_membership,"
            + " adjust_invoice, call_operation, change_fieldline";

    private final LocalServiceTitan serviceTitan;
    private final Witness witness;
    private final Installation installation;
    private final FieldlineProcess service;
    private final Map<String, String> keys = new HashMap<>();
    private final List<Agent> agents = new ArrayList<>();

    AgentOffice(Path folder) {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(2).jobs(200).rateLimit(100_000)
                .settleDelay(Duration.ZERO).build());
        witness = Witness.before(serviceTitan.url());
        installation = new Installation(folder);
        installation.slack(serviceTitan.url());
        String warehouse = "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [crm/locations] }\n";
        String flows = warehouse + """
                  high-value-job-alert: { connection: slack, channel: "#dispatch", threshold: 1000000, every: 2s }
                """;
        installation.tenant(TENANT, Account.sandbox(1001), witness.url(), "  rateLimit: 1000", flows);
        installation.tenant(OTHER, Account.sandbox(1002), witness.url(), "  rateLimit: 1000", warehouse);
        document("desk-bot", TENANT, "");
        document("summit-bot", OTHER, "");
        service = installation.service();
    }

    LocalServiceTitan serviceTitan() {
        return serviceTitan;
    }

    Witness witness() {
        return witness;
    }

    Installation installation() {
        return installation;
    }

    FieldlineProcess service() {
        return service;
    }

    /** Writes a client's document: it may use all tools, and what nothing takes back needs the approver. */
    private void document(String name, String tenant, String more) {
        String key = keys.computeIfAbsent(name, one -> ApiKeys.made());
        installation.write("config/agents/" + name + ".yaml", """
                client: %s
                keyHash: %s
                tenants: [%s]
                packs: [%s]
                writes: [%s]
                approvals:
                  - { overRecords: 1000, by: [%s] }
                %s
                """.formatted(name, ApiKeys.hash(key), tenant, PACKS, WRITES, APPROVER, more));
    }

    /** The agent of a client that is there from the beginning: desk-bot works in one tenant, summit-bot in the other. */
    Agent agent(String name) {
        Agent agent = new Agent(this, URI.create(installation.serviceUrl()), keys.get(name), LONG);
        agents.add(agent);
        return agent;
    }

    /**
     * The agent of a client that is new.
     *
     * @param more further lines of its document
     */
    Agent agent(String name, String tenant, String more) {
        document(name, tenant, more);
        Awaitility.await("the document of " + name).atMost(LONG).until(() -> accepted(keys.get(name)));
        return agent(name);
    }

    private boolean accepted(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(installation.serviceUrl() + "/mcp"))
                .header("Authorization", "Bearer " + key).GET().build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 401;
    }

    void approve(String plan) {
        installation.verb("approve", JSON.createObjectNode().put("id", plan).put("as", APPROVER).put("user", "tester"));
    }

    static long number(String tenant) {
        return tenant.equals(TENANT) ? 1001 : 1002;
    }

    List<ObjectNode> rows(String tenant, String collection) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int from = 0; from == rows.size(); from += 1_000) {
            serviceTitan.control("GET", "rows?tenant=" + number(tenant) + "&collection=" + collection + "&from=" + from)
                    .forEach(row -> rows.add((ObjectNode) row));
        }
        return rows;
    }

    List<ObjectNode> rows(String collection) {
        return rows(TENANT, collection);
    }

    ObjectNode row(String collection, long id) {
        return rows(collection).stream().filter(row -> row.path("id").longValue() == id).findFirst()
                .orElseThrow(() -> new AssertionError(collection + " has no row " + id));
    }

    /** Puts a row, or some fields of one, into ServiceTitan as somebody in the office would. */
    JsonNode office(String tenant, String collection, ObjectNode fields) {
        return serviceTitan.control("POST", "rows?tenant=" + number(tenant) + "&collection=" + collection, fields.toString());
    }

    @Override
    public void close() {
        agents.forEach(Agent::close);
        installation.close();
        witness.close();
        serviceTitan.close();
    }
}
