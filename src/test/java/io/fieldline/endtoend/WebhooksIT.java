package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.published.Collection;
import io.fieldline.published.Events;
import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Row;
import io.fieldline.published.Settings;

/** Events that are lost, then doubled and late, beside polls: an owner's flow hears of each change once, in order. */
class WebhooksIT {

    private static final String KEY = "end-to-end-webhook-key-0123456789abcdef";
    private static final int STEPS_IN_TWO_HOURS = 24;
    private static final int JOBS = 40;
    private static final List<String> STATUSES = List.of("Scheduled", "Dispatched", "InProgress", "Hold", "Completed");

    @TempDir
    Path folder;

    private final Instant began = Instant.now();
    private final Random random = new Random(JOBS);
    private PublishedServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = PublishedServiceTitan.start(Settings.usual().rows("jpm/jobs", JOBS));
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
        installation.tenant("acme", Account.published(1001), serviceTitan.url(),
                "  webhook: { key: \"${secret:WEBHOOK_KEY}\" }",
                "  job-journal: { every: 2s }");
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        assertThat(serviceTitan.violations()).isEmpty();
    }

    @Test
    void eachChangeIsHandedOnOnceInOrderWhenEventsAreLostThenDoubledAndLate() {
        FieldlineProcess service = installation.service();
        Events events = serviceTitan.events();
        events.to(URI.create(installation.serviceUrl() + "/webhooks/servicetitan"), KEY);
        events.conduct(Events.Conduct.LOST);
        twoHours();
        await("what lists show without events").atMost(Duration.ofSeconds(30)).until(this::upToDate);
        int byLists = lines().size();

        events.conduct(Events.Conduct.HELD);
        twoHours();
        int sent = events.release();
        await("the events").atMost(Duration.ofSeconds(60)).until(() -> events.taken() >= sent);
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
                        + " %d refused",
                lines.size(), last.size(), byLists, sent, events.refused());
        assertThat(byLists).isPositive();
        assertThat(events.refused()).isZero();
        assertThat(service.errors()).doesNotContain(" ERROR ");
    }

    /** Jobs are booked and go on, faster than they are looked at. */
    private void twoHours() {
        for (int step = 0; step < STEPS_IN_TWO_HOURS; step++) {
            serviceTitan.forward(Duration.ofMinutes(5));
            serviceTitan.create(1001, "jpm/jobs", Map.of("jobStatus", "Scheduled"));
            for (int change = 0; change < 3; change++) {
                long job = Row.id(random.nextInt(JOBS));
                serviceTitan.change(1001, "jpm/jobs", job, Map.of("jobStatus", STATUSES.get(step % STATUSES.size())));
            }
            await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        }
    }

    /** Whether the newest version of every job that changed was handed on. */
    private boolean upToDate() {
        Map<String, Instant> last = new HashMap<>();
        lines().forEach(line -> last.put(line.split(" ")[0], OffsetDateTime.parse(line.split(" ")[1]).toInstant()));
        Collection jobs = serviceTitan.collection(1001, "jpm/jobs");
        return jobs.all().allMatch(job -> job.modifiedOn().isBefore(began.plusSeconds(60))
                || job.modifiedOn().equals(last.get(String.valueOf(job.id()))));
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
