package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.endtoend.ReviewOffice.Person;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/** How long it takes from a job's completion in ServiceTitan to its text at Twilio, at moments that have nothing to do with the polls. */
class ReviewLatencyIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Random random = new Random(60);
    private LocalServiceTitan serviceTitan;
    private TwilioStandIn twilio;
    private Installation installation;

    @AfterEach
    void stop() {
        installation.close();
        twilio.close();
        serviceTitan.close();
    }

    @Test
    void aTextThatIsDueAtOnceIsHandedOverSoonAfterTheNextPoll() {
        measure("every: 3s", Duration.ofSeconds(3), 3);
    }

    @Test
    @Tag("endurance")
    void byDefaultATextThatIsDueAtOnceIsHandedOverWithinAMinute() {
        measure("", Duration.ofSeconds(50), 30);
    }

    private void measure(String every, Duration interval, int completions) {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(100).build());
        twilio = TwilioStandIn.start(TwilioSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/TWILIO_TOKEN", TwilioSettings.AUTH_TOKEN);
        installation.connection("texts: { type: twilio, accountSid: " + TwilioSettings.ACCOUNT_SID
                + ", authToken: \"${secret:TWILIO_TOKEN}\", from: \"" + TwilioSettings.NUMBER + "\", url: \"" + twilio.url()
                + "\" }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", """
                  review-request-sms:
                    connection: texts
                    delay: 0s
                    reviewLink: https://g.page/r/acme/review
                    %s
                messages: { mode: live, hours: { from: "00:00", until: "24:00" } }
                """.formatted(every));
        ReviewOffice office = new ReviewOffice(serviceTitan);
        List<Person> people = office.reachable().subList(0, completions + 1);
        List<Long> jobs = people.stream().map(office::book).toList();
        agreed(people);
        FieldlineProcess service = installation.service();
        await("jobs are followed").atMost(WITHIN)
                .until(() -> SavedPosition.isThere(installation.home(), "acme", "review-request-sms", "jpm/jobs"));
        office.complete(jobs.get(0));
        await("the first text").atMost(WITHIN.multipliedBy(2)).until(() -> !twilio.texts().isEmpty());

        long began = System.nanoTime();
        Iterator<Long> moments = random.longs(completions, 0, interval.toNanos() * 3).sorted().iterator();
        Map<String, Instant> completed = new HashMap<>();
        for (int job = 1; job <= completions; job++) {
            long moment = began + moments.next();
            await("the moment of the completion").atMost(interval.multipliedBy(4)).pollInterval(Duration.ofMillis(5))
                    .until(() -> System.nanoTime() >= moment);
            completed.put(people.get(job).e164(), Instant.now());
            office.complete(jobs.get(job));
        }
        await("every text").atMost(WITHIN.multipliedBy(2))
                .untilAsserted(() -> assertThat(twilio.texts()).as(service.transcript()).hasSize(completions + 1));

        List<Double> seconds = twilio.texts().stream().filter(text -> completed.containsKey(text.to()))
                .map(text -> Duration.between(completed.get(text.to()), text.createdAt()).toMillis() / 1e3).sorted().toList();
        assertThat(seconds).hasSize(completions);
        Figures.print("from the completion to the text at Twilio",
                "%d completions at random moments, polls %d s apart, no delay: median %.1f s, most %.1f s", completions,
                interval.toSeconds(), seconds.get(completions / 2), seconds.get(completions - 1));
        assertThat(seconds.get(completions - 1)).isLessThan(WITHIN.toSeconds());
    }

    private void agreed(List<Person> people) {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")),
                StateStore.Access.OWNER, Clock.systemUTC())) {
            people.forEach(person -> store.outreach().consents().record(new WrittenConsent("acme", person.e164(), person.id(),
                    "booking page", Instant.parse("2026-01-01T00:00:00Z"))));
        }
    }
}
