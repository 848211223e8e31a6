package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.twilio.SentText;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/**
 * A day of completed jobs through the real process, which is killed again and again at moments that have nothing to do with what
 * it does, while Twilio fails as well. Texts are counted at the local Twilio.
 */
class ReviewDayIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** A lease of a killed process, a few waits after one request too many, and the look for what is uncertain. */
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final long LONGEST_LIFE_MILLIS = 5_000;
    private static final Set<String> SENT = Set.of("accepted", "delivered");

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private TwilioStandIn twilio;
    private Installation installation;
    private ReviewDay day;

    @AfterEach
    void stop() {
        installation.close();
        twilio.close();
        serviceTitan.close();
    }

    @Test
    void everyEligibleCustomerIsAskedOnceHoweverOftenTheServiceIsKilled() {
        // What is tried again after one request too many waits for minutes; here only what was taken fails.
        start(60, FaultRates.NONE, "server-error=0.1,connection-reset=0.1");
        int[] caught = killed(3, new Random(31));
        FieldlineProcess last = installation.service();
        awaitDecided(last);
        await("nothing waits for its time").atMost(SOON).until(() -> outcomes().values().stream()
                .noneMatch(message -> message.state() == OutboxState.SCHEDULED));

        Map<Long, JsonNode> shown = shown();
        check(shown, Set.of("accepted", "delivered", "uncertain", "sending"));
        assertThat(shown.values()).filteredOn(message -> state(message).equals("sending"))
                .as("only what was under way when the process was killed").hasSizeLessThanOrEqualTo(caught[0]);
    }

    @Test
    @Tag("endurance")
    void everyEligibleCustomerOfTwoThousandIsAskedOnceThroughFiftyKills() {
        long began = System.nanoTime();
        long seed = Long.getLong("review.seed", System.nanoTime());
        System.out.println("review.seed=" + seed);
        start(2_000, FaultRates.parse("too-many-requests=0.04,connection-reset=0.01"),
                "server-error=0.03,connection-reset=0.02");
        int[] caught = killed(50, new Random(seed));
        FieldlineProcess last = installation.service();
        awaitDecided(last);
        await("nothing is under way").atMost(SETTLED).pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(outcomes().values()).as(last.transcript()).extracting(OutboxMessage::state)
                        .doesNotContain(OutboxState.SCHEDULED, OutboxState.SENDING));
        await("what Twilio has is known").atMost(SETTLED).pollInterval(Duration.ofSeconds(2)).until(() -> {
            Set<String> texted = twilio.texts().stream().map(SentText::to).collect(Collectors.toSet());
            return outcomes().values().stream().filter(message -> message.state() == OutboxState.UNCERTAIN)
                    .noneMatch(message -> texted.contains(message.recipient().orElseThrow().address()));
        });

        Map<Long, JsonNode> shown = shown();
        check(shown, Set.of("accepted", "delivered", "uncertain"));
        long uncertain = shown.values().stream().filter(message -> state(message).equals("uncertain")).count();
        assertThat(caught[0]).as("messages that were being handed over when the process was killed").isPositive();
        Figures.print("a day of 2,000 completed jobs, 50 times kill -9, Twilio failing one call in ten",
                "%d texts, none twice; %d uncertain, none of them at Twilio; %d not asked: %s; %d messages were under way at a"
                        + " kill; %.0f s; seed %d",
                twilio.texts().size(), uncertain, shown.size() - twilio.texts().size() - uncertain, reasons(shown), caught[0],
                (System.nanoTime() - began) / 1e9, seed);
    }

    private void start(int jobs, FaultRates before, String after) {
        serviceTitan = new LocalServiceTitan(
                SandboxSettings.builder().contractors(1).jobs(jobs * 3).rateLimit(1_000).build());
        twilio = TwilioStandIn.start(TwilioSettings.usual());
        twilio.faults(before, FaultRates.parse(after));
        installation = new Installation(folder);
        installation.write("config/secrets/TWILIO_TOKEN", TwilioSettings.AUTH_TOKEN);
        installation.connection("texts: { type: twilio, accountSid: " + TwilioSettings.ACCOUNT_SID
                + ", authToken: \"${secret:TWILIO_TOKEN}\", from: \"" + TwilioSettings.NUMBER + "\", url: \"" + twilio.url()
                + "\" }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "  rateLimit: 1000", """
                  review-request-sms:
                    connection: texts
                    every: 1s
                    delay: 0s
                    reviewLink: https://g.page/r/acme/review
                    excludedJobTypes: ["%s"]
                    excludedTags: ["%s"]
                messages: { mode: live, household: 90d, hours: { from: "00:00", until: "24:00" } }
                """.formatted(ReviewDay.EXCLUDED_TYPE, ReviewDay.EXCLUDED_TAG));
        day = new ReviewDay(new ReviewOffice(serviceTitan), jobs, new Random(jobs));
        try (StateStore store = store(StateStore.Access.OWNER)) {
            day.record(store);
        }
    }

    /**
     * Completes the jobs, as many in each life of the service as in every other; the last ones when it is dead.
     *
     * @return how many messages were being handed over at a kill, all kills together
     */
    private int[] killed(int kills, Random random) {
        ReviewOffice office = new ReviewOffice(serviceTitan);
        FieldlineProcess first = installation.service();
        await("jobs are followed").atMost(SOON)
                .until(() -> SavedPosition.isThere(installation.home(), "acme", "review-request-sms", "jpm/jobs"));
        FieldlineProcess running = first;
        int[] caught = new int[1];
        int done = 0;
        for (int kill = 1; kill <= kills; kill++) {
            int until = day.jobs().size() * kill / (kills + 1);
            day.jobs().subList(done, until).forEach(office::complete);
            done = until;
            // In one life of ten nothing is there at Twilio's at first, in the other nine calls fail now and then.
            if (kill % 10 == 0) {
                twilio.away();
                aMoment(random);
                twilio.back();
            }
            aMoment(random);
            assertThat(running.isAlive()).as(running.transcript()).isTrue();
            running.kill();
            caught[0] += outcomes().values().stream().filter(message -> message.state() == OutboxState.SENDING).count();
            // One in five is killed while it starts.
            running = kill == kills || kill % 5 == 0 ? installation.start(line -> {
            }, "run") : installation.service();
        }
        running.kill();
        day.jobs().subList(done, day.jobs().size()).forEach(office::complete);
        return caught;
    }

    private static void aMoment(Random random) {
        long moment = System.nanoTime() + Duration.ofMillis(random.nextLong(LONGEST_LIFE_MILLIS)).toNanos();
        await("a moment at random").atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= moment);
    }

    private void awaitDecided(FieldlineProcess service) {
        await("every completed job was decided about").atMost(SETTLED).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(outcomes().keySet()).as(service.transcript())
                        .containsExactlyInAnyOrderElementsOf(day.jobs()));
    }

    /** @param sent the states that a message may have whose recipient may have got it */
    private void check(Map<Long, JsonNode> shown, Set<String> sent) {
        ReviewDay.Expected expected = day.expected();
        Map<String, Long> texts = twilio.texts().stream().collect(Collectors.groupingBy(SentText::to, Collectors.counting()));
        assertThat(texts.values()).as("nobody is asked twice").containsOnly(1L);
        assertThat(expected.asked().keySet()).as("nobody else is asked").containsAll(texts.keySet());
        assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(day.jobs());
        expected.reasons().forEach((job, reason) -> assertThat(reason(shown.get(job))).as("job " + job).isEqualTo(reason));
        expected.asked().forEach((number, jobs) -> {
            List<Long> asked = jobs.stream().filter(job -> sent.contains(state(shown.get(job)))).toList();
            assertThat(asked).as("one of " + jobs).hasSize(1);
            JsonNode message = shown.get(asked.get(0));
            assertThat(message.path("recipient").asText()).isEqualTo(number);
            if (SENT.contains(state(message))) {
                assertThat(texts).as("what was accepted is at Twilio").containsKey(number);
            }
            jobs.stream().filter(job -> !job.equals(asked.get(0))).forEach(job -> assertThat(reason(shown.get(job)))
                    .isEqualTo(expected.customers().get(job).equals(expected.customers().get(asked.get(0)))
                            ? "TOO_SOON_AGAIN"
                            : "HOUSEHOLD"));
        });
    }

    /** What the command line shows, by job. */
    private Map<Long, JsonNode> shown() {
        FieldlineProcess list = installation.command("messages", "list", "--tenant", "acme", "--limit", "10000", "--reveal",
                "--json");
        assertThat(list.exitCode()).as(list.transcript()).isZero();
        try {
            Map<Long, JsonNode> byJob = new TreeMap<>();
            new JsonMapper().readTree(list.output()).path("rows").forEach(
                    row -> assertThat(byJob.put(Long.valueOf(row.path("subject").asText().replaceAll("\\D", "")), row))
                            .isNull());
            return byJob;
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(list.transcript(), notJson);
        }
    }

    private static String state(JsonNode message) {
        return message.path("state").asText();
    }

    private static String reason(JsonNode message) {
        return message.path("reason").asText().replaceAll(":.*", "");
    }

    private static Map<String, Long> reasons(Map<Long, JsonNode> shown) {
        return shown.values().stream().filter(message -> Set.of("refused", "cancelled", "too_late").contains(state(message)))
                .collect(Collectors.groupingBy(ReviewDayIT::reason, TreeMap::new, Collectors.counting()));
    }

    private Map<Long, OutboxMessage> outcomes() {
        try (StateStore store = store(StateStore.Access.READER)) {
            return store.outreach().outbox().list("acme", "review-request-sms", null, null, 10_000).stream()
                    .collect(Collectors.toMap(message -> message.request().key().subject().id(), Function.identity()));
        }
    }

    private StateStore store(StateStore.Access access) {
        return StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")), access, Clock.systemUTC());
    }
}
