package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sandbox.SandboxSettings;

/** Events that are lost, then doubled and late, beside polls: an owner's flow hears of each change once, in order. */
class WebhooksIT {

    private static final String KEY = "end-to-end-webhook-key-0123456789abcdef";
    private static final int STEPS_IN_TWO_HOURS = 24;

    @TempDir
    Path folder;

    private final Instant began = Instant.now();
    private LocalServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(
                SandboxSettings.builder().contractors(1).jobs(40).speed(0).start(began).businessDay(true).build());
        installation = new Installation(folder);
        installation.write("config/secrets/WEBHOOK_KEY", KEY);
        installation.write("config/routes/job-journal.yaml", """
                - route:
                    id: job-journal
                    description: Writes a line for each change of a job.
                    routeConfigurationId: record-errors
                    from:
                      uri: servicetitan:jpm/jobs
                      parameters: { flow: job-journal, event: any, initialPosition: now }
                      steps:
                        - setBody: { simple: "${body[id]} ${body[modifiedOn]} ${body[jobStatus]}" }
                        - to: { uri: "file:%s?fileName=journal.txt&fileExist=Append&appendChars=\\\\n" }
                """.formatted(folder));
        installation.tenant("acme", 1001, serviceTitan.url(), "  webhook: { key: \"${secret:WEBHOOK_KEY}\" }",
                "  job-journal: { every: 2s }");
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
    }

    @Test
    void eachChangeIsHandedOnOnceInOrderWhenEventsAreLostThenDoubledAndLate() {
        FieldlineProcess service = installation.service();
        serviceTitan.control("POST", "webhooks?url=" + installation.serviceUrl() + "/webhooks/servicetitan&key=" + KEY);
        serviceTitan.control("POST", "webhooks/conduct?lose=1");
        twoHours();
        await("what lists show without events").atMost(Duration.ofSeconds(30)).until(this::upToDate);
        int byLists = lines().size();

        serviceTitan.control("POST", "webhooks/conduct?twice=1&late=0.5");
        twoHours();
        int replayed = serviceTitan.control("POST", "webhooks/replay").path("replayed").asInt();
        serviceTitan.control("POST", "clock?step=PT1M");
        await("the replayed events").atMost(Duration.ofSeconds(60)).until(() -> states().equals(Set.of("DELIVERED")));
        await("everything").atMost(Duration.ofSeconds(30)).until(this::upToDate);
        await("silence").during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).until(new Unchanged()::yes);

        List<String> lines = lines();
        assertThat(lines).as("each change once").doesNotHaveDuplicates();
        Map<String, Instant> last = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ");
            Instant modifiedOn = OffsetDateTime.parse(parts[1]).toInstant();
            Instant before = last.put(parts[0], modifiedOn);
            assertThat(before == null || before.isBefore(modifiedOn)).as("order of the changes: %s after %s", line, before)
                    .isTrue();
        }
        Figures.print("webhooks lost for two hours, then doubled and out of order",
                "%d changes of %d jobs handed on, each once and in order; %d of them while events were lost; %d events sent,"
                        + " %d of them replayed",
                lines.size(), last.size(), byLists, serviceTitan.control("GET", "webhooks").size(), replayed);
        assertThat(byLists).isPositive();
        assertThat(service.errors()).doesNotContain(" ERROR ");
    }

    private void twoHours() {
        for (int step = 0; step < STEPS_IN_TWO_HOURS; step++) {
            serviceTitan.control("POST", "clock?step=PT5M");
        }
    }

    private Set<String> states() {
        Set<String> states = new HashSet<>();
        serviceTitan.control("GET", "webhooks").forEach(sent -> states.add(sent.path("state").asText()));
        return states;
    }

    /** Whether the newest version of every job that changed was handed on. */
    private boolean upToDate() {
        Map<String, Instant> last = new HashMap<>();
        lines().forEach(line -> last.put(line.split(" ")[0], OffsetDateTime.parse(line.split(" ")[1]).toInstant()));
        return serviceTitan.table(1001, "jpm/jobs").entrySet().stream().allMatch(job -> {
            Instant modifiedOn = OffsetDateTime.parse(job.getValue().path("modifiedOn").asText()).toInstant();
            return modifiedOn.isBefore(began.plusSeconds(60)) || modifiedOn.equals(last.get(job.getKey().toString()));
        });
    }

    private List<String> lines() {
        Path journal = folder.resolve("journal.txt");
        try {
            return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Unchanged {
        private int before = -1;

        boolean yes() {
            int now = lines().size();
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}
