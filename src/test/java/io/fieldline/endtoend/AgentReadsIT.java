package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.policy.ApiKeys;
import io.fieldline.sandbox.SandboxSettings;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

/** An agent asks while a backfill would take all that ServiceTitan's limit allows. */
class AgentReadsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LIMIT_PER_SECOND = 60;
    /** As an agent that thinks about what it read; a client may make 300 calls in a minute. */
    private static final Duration BETWEEN = Duration.ofMillis(220);
    /** So short that enough is read in a short backfill, and so few calls that they may fall into one minute. */
    private static final Duration IN_HASTE = Duration.ofMillis(20);
    private static final int MOST_IN_HASTE = 280;
    private static final List<CallToolRequest> READS = List.of(read("find_customers", "query", "a"),
            read("show_customer", "customer", "10000005"), read("find_jobs", "status", "Scheduled"),
            read("todays_board", "day", "today"), read("find_invoices", "show", "overdue"),
            read("technician_schedule", "from", "today"), read("search_catalog", "kind", "job_type"));

    @TempDir
    Path folder;

    private static CallToolRequest read(String tool, String argument, String value) {
        return new CallToolRequest(tool, Map.of("tenant", "acme", argument, value));
    }

    @Test
    void anAgentIsAnsweredDuringABackfillAndNothingIsTooMuchForTheLimit() {
        assertThat(answers(2_000, 20, IN_HASTE, MOST_IN_HASTE)).hasSizeGreaterThan(READS.size());
    }

    @Test
    @Tag("endurance")
    void ofAHundredAnswersDuringAFullBackfillNinetyFiveComeWithinASecond() {
        List<Long> millis = answers(12_000, 2, BETWEEN, Integer.MAX_VALUE);
        assertThat(millis).hasSizeGreaterThan(100);
        assertThat(percentile(millis, 95)).isLessThan(1_000);
    }

    /**
     * How long each answer took that came while the backfill ran; milliseconds, the shortest first.
     *
     * @param page how many of the jobs the backfill gets with a request: the fewer, the longer it takes
     * @param between how long the agent waits between an answer and its next call
     * @param most how many calls it makes at most
     */
    private List<Long> answers(int jobs, int page, Duration between, int most) {
        try (LocalServiceTitan serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(jobs)
                .rateLimit(LIMIT_PER_SECOND).feedPageSize(page).build());
                Installation installation = new Installation(folder)) {
            installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "",
                    "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [jpm/jobs] }");
            String key = ApiKeys.made();
            installation.write("config/agents/desk-bot.yaml", "client: desk-bot\nkeyHash: " + ApiKeys.hash(key)
                    + "\ntenants: [acme]\npacks: [office, dispatch]\n");
            installation.service();
            List<Long> millis = new ArrayList<>();
            FieldlineProcess backfill = installation.start(line -> {
            }, "backfill", "warehouse-pipeline", "--tenant", "acme");
            try (McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(installation.serviceUrl())
                    .customizeRequest(request -> request.header("Authorization", "Bearer " + key)).build())
                    .requestTimeout(LONG).build()) {
                client.initialize();
                await("the backfill").atMost(LONG).until(
                        () -> serviceTitan.control("GET", "requests").path("pages").toString().contains("export/jobs"));
                while (backfill.isAlive() && millis.size() < most) {
                    long before = System.nanoTime();
                    CallToolResult answer = client.callTool(READS.get(millis.size() % READS.size()));
                    assertThat(answer.isError()).as(String.valueOf(answer.structuredContent())).isNotEqualTo(true);
                    millis.add((System.nanoTime() - before) / 1_000_000);
                    await("the next call").pollDelay(between).until(() -> true);
                }
            }
            assertThat(backfill.ended(LONG).exitCode()).as(backfill.transcript()).isZero();
            JsonNode counts = counts(serviceTitan);
            assertThat(counts.findValuesAsText("429")).as("answers 429 in " + counts).isEmpty();
            millis.sort(null);
            Figures.print("agent's reads during a backfill",
                    "%d of %d tools, half within %d ms, 95 %% within %d ms, the slowest"
                            + " %d ms; requests by operation and status %s",
                    millis.size(), READS.size(), percentile(millis, 50),
                    percentile(millis, 95), millis.get(millis.size() - 1), counts);
            return millis;
        }
    }

    private static JsonNode counts(LocalServiceTitan serviceTitan) {
        return serviceTitan.control("GET", "requests").path("counts");
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
