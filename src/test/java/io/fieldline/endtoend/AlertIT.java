package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Row;
import io.fieldline.published.Settings;
import io.fieldline.sandbox.slack.SlackSettings;
import io.fieldline.sandbox.slack.SlackStandIn;

/** How long it takes from a valuable job's appearance in ServiceTitan's API to the message in Slack. */
class AlertIT {

    private static final String KEY = "end-to-end-webhook-key-0123456789abcdef";

    @TempDir
    Path folder;

    private PublishedServiceTitan serviceTitan;
    private SlackStandIn slack;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = PublishedServiceTitan.start(Settings.usual().rows("jpm/jobs", 200));
        slack = SlackStandIn.start(SlackSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/WEBHOOK_KEY", KEY);
        installation.slack(slack.url());
    }

    @AfterEach
    void stop() {
        installation.close();
        slack.close();
        serviceTitan.close();
        assertThat(serviceTitan.violations()).isEmpty();
    }

    @Test
    void anEventBringsTheMessageWithinFiveSeconds() {
        service("");
        serviceTitan.events().to(URI.create(installation.serviceUrl() + "/webhooks/servicetitan"), KEY);
        measure("by webhook", 5, Duration.ofSeconds(5), Duration.ofMillis(200));
    }

    @Test
    void aPollBringsTheMessage() {
        service(", every: 3s");
        measure("by poll every 3 s", 2, Duration.ofSeconds(8), Duration.ofMillis(200));
    }

    @Test
    @Tag("endurance")
    void aPollOfTheDefaultScheduleBringsTheMessageWithinAMinute() {
        service("");
        measure("by poll, default schedule", 6, Duration.ofMinutes(1), Duration.ofSeconds(4));
    }

    private void service(String every) {
        installation.tenant("acme", Account.published(1001), serviceTitan.url(),
                "  webhook: { key: \"${secret:WEBHOOK_KEY}\" }",
                "  high-value-job-alert: { connection: slack, channel: \"#dispatch\", threshold: 5000" + every + " }");
        installation.service();
        await("the first poll").atMost(Duration.ofSeconds(30))
                .until(() -> serviceTitan.ledger().served().stream().anyMatch(served -> served.path().endsWith("/jobs")));
    }

    private void measure(String how, int jobs, Duration limit, Duration between) {
        List<Double> seconds = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            String number = "77000" + job;
            boolean estimated = job % 2 == 1;
            long before = System.nanoTime();
            Row row = serviceTitan.create(1001, "jpm/jobs", fields(number, estimated));
            await("the message of job " + row.id()).atMost(limit.plusSeconds(30)).pollInterval(Duration.ofMillis(20))
                    .until(() -> messages(number) == 1);
            seconds.add((System.nanoTime() - before) / 1e9);
            // At another point of the schedule each time.
            Duration pause = between.multipliedBy(job + 1);
            await().pollDelay(pause).atMost(pause.plusSeconds(5)).until(() -> true);
        }
        assertThat(serviceTitan.ledger().questions()).anyMatch(question -> question.contains("/estimates jobId="));
        Figures.print("alert, from the change to the message, " + how, "%d jobs, seconds: %s; messages: %d", jobs,
                seconds.stream().map(one -> String.format(Locale.ROOT, "%.1f", one)).toList(), slack.messages().size());
        assertThat(seconds).allMatch(one -> one < limit.toSeconds());
        assertThat(slack.messages()).hasSize(jobs);
    }

    /** A job is worth its total; without one, its highest open estimate. */
    private Map<String, Object> fields(String number, boolean estimated) {
        Map<String, Object> fields = new HashMap<>(
                Map.of("jobStatus", "Scheduled", "jobNumber", number, "customerId", Row.id(1),
                        "locationId", Row.id(1)));
        fields.put("total", estimated ? null : 9_000);
        if (estimated) {
            long next = serviceTitan.collection(1001, "jpm/jobs").all().count();
            serviceTitan.create(1001, "sales/estimates", Map.of("jobId", Row.id(next), "subtotal", 7_000));
        }
        return fields;
    }

    private long messages(String jobNumber) {
        return slack.messages().stream().filter(message -> (message.text() + message.blocks()).contains(jobNumber)).count();
    }
}
