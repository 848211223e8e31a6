package io.fieldline.destination.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.PathPrefixProxy;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageChannel.LostAnswer;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.klaviyo.KlaviyoSettings;
import io.fieldline.sandbox.klaviyo.KlaviyoStandIn;
import io.fieldline.sandbox.klaviyo.RecordedEvent;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;

class KlaviyoChannelTest {

    private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");
    private static final String TOKEN = "6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e";

    private final HandClock clock = new HandClock(NOW);
    private final KlaviyoStandIn klaviyo = KlaviyoStandIn.start(KlaviyoSettings.usual(), clock);

    @AfterEach
    void stop() {
        klaviyo.close();
    }

    @Test
    void anEventIsRecordedWithItsTokenAsUniqueId() {
        Map<String, Object> properties = Map.of("jobId", 42L, "value", new BigDecimal("129.90"), "visit",
                LocalDate.parse("2026-12-01"), "technician", Map.of("name", "Sam"));

        assertThat(channel().handOver(message("ada@customer.example", TOKEN, properties)))
                .isEqualTo(new Handover.Accepted(TOKEN));
        assertThat(klaviyo.events()).singleElement().satisfies(event -> {
            assertThat(event.profile()).isEqualTo("ada@customer.example");
            assertThat(event.metric()).isEqualTo("job-completed");
            assertThat(event.uniqueId()).isEqualTo(TOKEN);
            assertThat(event.attributes().path("time").asText()).isEqualTo("2026-11-30T15:00:00Z");
            assertThat(event.attributes().path("value").decimalValue()).isEqualByComparingTo("129.90");
            assertThat(event.attributes().path("properties").path("visit").asText()).isEqualTo("2026-12-01");
            assertThat(event.attributes().path("properties").path("technician").path("name").asText()).isEqualTo("Sam");
            assertThat(event.attributes().path("properties").path("message").asText()).isEqualTo("Your job is done");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@customer.example", "+13125550142", "01GDDKASAP8TKDDA2GRZDSVP4H" })
    void aProfileIsToldByEmailNumberOrId(String recipient) {
        assertThat(channel().handOver(message(recipient, TOKEN, Map.of()))).isInstanceOf(Handover.Accepted.class);
        assertThat(klaviyo.events()).extracting(RecordedEvent::profile).containsExactly(recipient);
    }

    @Test
    void anEventIsRecordedOnceHoweverOftenItsAnswerIsLost() {
        assertThat(channel().lostAnswer()).isEqualTo(LostAnswer.IS_REPEATED);
        klaviyo.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        assertThat(channel().handOver(message("ada@customer.example", TOKEN, Map.of()))).isInstanceOf(Handover.Uncertain.class);
        klaviyo.faults(FaultRates.NONE, FaultRates.NONE);

        assertThat(channel().handOver(message("ada@customer.example", TOKEN, Map.of()))).isInstanceOf(Handover.Accepted.class);
        assertThat(klaviyo.events()).hasSize(1);
        channel().handOver(message("ada@customer.example", "another", Map.of()));
        assertThat(klaviyo.events()).hasSize(2);
    }

    @Test
    void aLostAnswerIsSettledByTheSameBytesAtOnce() throws Exception {
        for (Answer lost : List.of(Answer.reset(), ScriptedProvider.silence(), Answer.truncated("{"), Answer.html(503))) {
            try (ScriptedProvider provider = ScriptedProvider.answering(lost, Answer.json(202, ""))) {
                assertThat(impatient(provider).handOver(message("ada@customer.example", TOKEN, Map.of())))
                        .isEqualTo(new Handover.Accepted(TOKEN));
                assertThat(provider.received()).hasSize(2);
                assertThat(provider.received().get(0).text()).isEqualTo(provider.received().get(1).text());
            }
        }
    }

    @Test
    void whatWasKeptIsHandedOverAgainInTheSameBytes(@TempDir Path folder) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("jobId", 42L);
        properties.put("value", new BigDecimal("129.90"));
        properties.put("ratio", 0.1);
        properties.put("done", true);
        properties.put("technician", Map.of("name", "Sam \u00c9 \ud83d\ude42"));
        OutgoingMessage message = message("ada@customer.example", TOKEN, properties);
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(folder), StateStore.Access.OWNER, clock)) {
            OutboxStore outbox = store.outreach().outbox();
            outbox.plan(Messages.scheduled(Messages.as(Messages.request(1, 7), MessageKind.VISIT, ChannelKind.EVENT),
                    "ada@customer.example", NOW));
            Lease lease = new Lease("sender", NOW.plusSeconds(90));
            OutboxMessage claimed = outbox.claim(lease, NOW, 1, Set.of()).get(0);
            outbox.begin(claimed, message, lease, NOW);

            assertThat(EventBody.of(outbox.find(claimed.token()).orElseThrow().outgoing().orElseThrow()))
                    .isEqualTo(EventBody.of(message));
        }
    }

    @Test
    void aRepeatThatIsNotTakenSaysNothingAboutTheFirst() throws Exception {
        for (Answer second : List.of(Answer.json(429, "{}"), Answer.json(400, "{}"), Answer.reset())) {
            try (ScriptedProvider provider = ScriptedProvider.answering(Answer.reset(), second)) {
                assertThat(impatient(provider).handOver(message("ada@customer.example", TOKEN, Map.of())))
                        .isInstanceOf(Handover.Uncertain.class);
                assertThat(provider.received()).hasSize(2);
            }
        }
    }

    @Test
    void everyRequestGoesBelowThePathOfTheUrl() {
        try (PathPrefixProxy proxy = new PathPrefixProxy(klaviyo.url(), body -> body)) {
            assertThat(channel("url", proxy.url()).handOver(message("ada@customer.example", TOKEN, Map.of())))
                    .isInstanceOf(Handover.Accepted.class);
            assertThat(new KlaviyoProbe().problem(connection("url", proxy.url()))).isEmpty();
        }
        assertThat(klaviyo.events()).hasSize(1);
    }

    @Test
    void anAddressWithALoginAQueryOrAFragmentIsNone() {
        for (String url : List.of("https://me:secret@a.example", "https://a.example/x?y=1", "https://a.example/#x", "a.example",
                "ftp://a.example")) {
            assertThatThrownBy(() -> channel("url", url)).as(url).isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("url").hasMessageNotContaining("secret");
        }
    }

    @Test
    void tooManyEventsAreNotTakenAndKlaviyoSaysUntilWhen() {
        try (KlaviyoStandIn slow = KlaviyoStandIn.start(KlaviyoSettings.usual().withLimits(0, 1), clock)) {
            KlaviyoChannel channel = channel("url", slow.url().toString());
            channel.handOver(message("ada@customer.example", TOKEN, Map.of()));

            assertThat(channel.handOver(message("ada@customer.example", "other", Map.of()))).isInstanceOfSatisfying(
                    Handover.NotTaken.class, notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofSeconds(60)));
        }
    }

    @Test
    void whatKlaviyoRefusesIsRefusedForGoodAndABadAddressIsRemembered() {
        assertThat(channel().handOver(message("ada@nowhere", TOKEN, Map.of()))).isInstanceOfSatisfying(Handover.Refused.class,
                refused -> {
                    assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT);
                    assertThat(refused.reason()).contains("email");
                });
        Map<String, Object> many = new HashMap<>();
        for (int number = 0; number < 301; number++) {
            many.put("p" + number, number);
        }
        assertThat(channel().handOver(message("ada@customer.example", TOKEN, many))).isInstanceOfSatisfying(
                Handover.Refused.class, refused -> assertThat(refused.suppression()).isEqualTo(Suppression.NONE));
    }

    @Test
    void aWrongKeyAndARetiredRevisionAreForAPerson() {
        assertThatThrownBy(() -> channel("apiKey", "pk_wrong").handOver(message("ada@customer.example", TOKEN, Map.of())))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("apiKey")
                .hasMessageNotContaining("pk_wrong");
        assertThatThrownBy(
                () -> channel("revision", "2023-01-24").handOver(message("ada@customer.example", TOKEN, Map.of())))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("revision");
        assertThatThrownBy(() -> channel("revision", "latest")).isInstanceOf(MisconfiguredException.class);
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "406", "410", "415" })
    void troubleWithTheAccountOrTheApiIsForAPerson(int status) {
        assertThatThrownBy(
                () -> new KlaviyoAnswers(clock).of(new CallOutcome.Answered(status, Map.of(), "{\"errors\":[]}"), TOKEN))
                .isInstanceOf(TenantUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "408", "500", "502", "503" })
    void whatDoesNotTellLeavesItOpen(int status) {
        assertThat(new KlaviyoAnswers(clock).of(new CallOutcome.Answered(status, Map.of(), "<html>"), TOKEN))
                .isInstanceOf(Handover.Uncertain.class);
    }

    @Test
    void whereNobodyListensTheEventWasNotTaken() {
        assertThat(channel("url", ScriptedProvider.nobody().toString())
                .handOver(message("ada@customer.example", TOKEN, Map.of()))).isInstanceOf(Handover.NotTaken.class);
    }

    @Test
    void checkAsksWhoseKeyItIs() {
        assertThat(new KlaviyoProbe().problem(connection())).isEmpty();
        assertThat(new KlaviyoProbe().problem(connection("apiKey", "pk_wrong")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("apiKey").doesNotContain("pk_wrong"));
        assertThat(new KlaviyoProbe().problem(connection("revision", "2023-01-24")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("revision"));
    }

    private KlaviyoChannel impatient(ScriptedProvider provider) {
        return new KlaviyoChannel(KlaviyoAccount.of(connection("url", provider.url().toString())), clock,
                new ProviderCalls(Duration.ofMillis(300)));
    }

    private KlaviyoChannel channel(Object... changes) {
        return new KlaviyoChannel(KlaviyoAccount.of(connection(changes)), clock, ProviderCalls.usual());
    }

    private Connection connection(Object... changes) {
        Map<String, Object> options = new HashMap<>(
                Map.of("url", klaviyo.url().toString(), "apiKey", KlaviyoSettings.API_KEY));
        for (int at = 0; at < changes.length; at += 2) {
            options.put(changes[at].toString(), changes[at + 1]);
        }
        return new Connection("events", KlaviyoConnectionType.NAME, options);
    }

    private static OutgoingMessage message(String recipient, String token, Map<String, Object> properties) {
        return new OutgoingMessage(token, ChannelKind.EVENT, recipient, "", Optional.empty(), "Your job is done",
                Optional.empty(), Optional.empty(), "job-completed", properties, Duration.ofHours(1), NOW);
    }
}
