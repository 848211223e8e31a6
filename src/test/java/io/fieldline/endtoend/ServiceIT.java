package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.slack.SlackMessage;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;

/** A running service: what other commands may do beside it, how it takes up changes, how it ends. */
class ServiceIT {

    private static final Duration WITHIN_FIVE_SECONDS = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static LocalServiceTitan serviceTitan;
    private static SlackStandIn slack;
    private static Installation installation;
    private static FieldlineProcess service;

    @BeforeAll
    static void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(200).build());
        slack = SlackStandIn.start(SlackSettings.usual());
        installation = new Installation(folder);
        installation.slack(slack.url());
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", """
                  warehouse-pipeline: { connection: warehouse, every: 1h, resources: [crm/locations] }
                  high-value-job-alert: { connection: slack, channel: "#dispatch", threshold: 5000, every: 1s }
                """);
        service = installation.service();
    }

    @AfterAll
    static void stop() {
        installation.close();
        slack.close();
        serviceTitan.close();
    }

    @Test
    void commandsLookBesideItAndHandItTheWorkThatIsIts() {
        assertThat(installation.command("tenants")).satisfies(command -> {
            assertThat(command.exitCode()).as(command.transcript()).isZero();
            assertThat(command.output()).contains("acme", "warehouse-pipeline", "high-value-job-alert");
        });
        FieldlineProcess backfill = installation.command("backfill", "warehouse-pipeline", "--tenant", "acme");
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        assertThat(backfill.output()).contains("crm/locations", "yes");
        FieldlineProcess runs = installation.command("runs", "--json", "--limit", "200");
        assertThat(runs.output()).contains("\"kind\":\"BACKFILL\"", "\"written\":" + serviceTitan.rows(1001, "crm/locations"));
        FieldlineProcess letters = installation.command("dead-letters", "list");
        assertThat(letters.exitCode()).as(letters.transcript()).isZero();
        assertThat(letters.output()).contains("No dead letters");
    }

    @Test
    void aSecondServiceOnTheSameFolderIsRefusedAndTheHolderNamed() {
        FieldlineProcess second = installation.command(Duration.ofMinutes(1), "run");
        assertThat(second.exitCode()).as(second.transcript()).isEqualTo(2);
        assertThat(second.errors()).contains(String.valueOf(service.pid()));
        assertThat(service.isAlive()).isTrue();
    }

    @Test
    void tellsItsHealthAndItsFigures() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(installation.ask("/health/live").statusCode()).isEqualTo(200);
            assertThat(installation.ask("/health/ready").statusCode()).isEqualTo(200);
            assertThat(installation.ask("/metrics").body()).contains("fieldline_poll_lateness_seconds", "tenant=\"acme\"",
                    "flow=\"high-value-job-alert\"", "fieldline_requests_limit");
        });
    }

    @Test
    void anOwnersFlowWorksWithinFiveSecondsAndABrokenEditLeavesTheOldVersionRunning() {
        Path journal = installation.home().resolve("heartbeat.txt");
        installation.write("config/routes/heartbeat.yaml", heartbeat(journal, "first"));
        long written = System.nanoTime();
        await().atMost(WITHIN_FIVE_SECONDS).pollInterval(Duration.ofMillis(100)).until(() -> lines(journal).contains("first"));
        Figures.print("an owner's new flow", "worked %.1f s after its file was written", (System.nanoTime() - written) / 1e9);

        installation.write("config/routes/heartbeat.yaml", heartbeat(journal, "second"));
        await().atMost(WITHIN_FIVE_SECONDS).pollInterval(Duration.ofMillis(100)).until(() -> lines(journal).contains("second"));

        installation.write("config/routes/heartbeat.yaml", heartbeat(journal, "third").replace("period: 200", "perio: 200"));
        await().atMost(WITHIN_FIVE_SECONDS).until(
                () -> Pattern.compile("heartbeat\\.yaml was refused, its last good version runs on: .*\\(line [67]\\)")
                        .matcher(service.errors()).find());
        int before = lines(journal).size();
        await().atMost(WITHIN_FIVE_SECONDS).until(() -> lines(journal).size() > before + 2);
        assertThat(lines(journal)).doesNotContain("third");
        assertThat(lines(journal).get(lines(journal).size() - 1)).isEqualTo("second");

        deleted("config/routes/heartbeat.yaml");
        await().atMost(WITHIN_FIVE_SECONDS).until(() -> service.errors().contains("heartbeat was removed"));
    }

    private static String heartbeat(Path journal, String line) {
        return """
                - route:
                    id: heartbeat
                    description: Writes a line now and then.
                    routeConfigurationId: record-errors
                    from:
                      uri: timer:heartbeat?period: 200
                      steps:
                        - setBody: { constant: "%s" }
                        - to: { uri: "file:%s?fileName=%s&fileExist=Append&appendChars=\\\\n" }
                """.replace("uri: timer:heartbeat?period: 200", "uri: timer:heartbeat\n      parameters: { period: 200 }")
                .formatted(line, journal.getParent(), journal.getFileName());
    }

    @Test
    void aFlowWaitsForSlackAndTellsOnceWhenItIsBack() {
        slack.faults(FaultRates.parse("connection-reset=1"));
        long job = book();
        await().atMost(Duration.ofSeconds(40)).until(() -> service.errors().contains("Trying again in"));
        FieldlineProcess letters = installation.command("dead-letters", "list");
        assertThat(letters.output()).contains("No dead letters");
        assertThat(alerts(job)).isEmpty();

        slack.faults(FaultRates.NONE);
        long back = System.nanoTime();
        await().atMost(Duration.ofSeconds(60)).until(() -> !alerts(job).isEmpty());
        Figures.print("Slack was down", "nothing parked; alert %.1f s after Slack was back", (System.nanoTime() - back) / 1e9);
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(6)).until(() -> alerts(job).size() == 1);
    }

    private static long book() {
        var model = serviceTitan.control("GET", "rows?tenant=1001&collection=jpm/jobs&limit=1").get(0);
        String fields = """
                {"customerId": %s, "locationId": %s, "jobTypeId": %s, "businessUnitId": %s, "jobStatus": "Scheduled",
                 "priority": "Normal", "total": 9000, "summary": "", "jobNumber": "777"}
                """.formatted(model.get("customerId"), model.get("locationId"), model.get("jobTypeId"),
                model.get("businessUnitId"));
        return serviceTitan.control("POST", "rows?tenant=1001&collection=jpm/jobs", fields).get("id").asLong();
    }

    private static List<SlackMessage> alerts(long job) {
        return slack.messages().stream().filter(message -> (message.text() + message.blocks()).contains(String.valueOf(job)))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleted(String file) {
        try {
            Files.delete(installation.home().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
