package io.fieldline.destination.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.PathPrefixProxy;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel.LostAnswer;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.fcm.FcmSettings;
import io.fieldline.sandbox.fcm.FcmStandIn;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.tenant.Connection;

class PushChannelTest {

    private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");
    private static final String TOKEN = "6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e";
    private static final String DEVICE = "device-token-0123456789abcdef";

    private final HandClock clock = new HandClock(NOW);
    private final FcmStandIn fcm = FcmStandIn.start(FcmSettings.usual(), clock);

    @AfterEach
    void stop() {
        fcm.close();
    }

    @Test
    void aNotificationArrivesAndASecondOneWithItsTokenWouldReplaceIt() {
        Handover handover = channel().handOver(message(DEVICE));

        assertThat(fcm.messages()).singleElement().satisfies(sent -> {
            assertThat(handover).isEqualTo(new Handover.Accepted(sent.name()));
            JsonNode message = sent.message();
            assertThat(message.path("notification").path("title").asText()).isEqualTo("On the way");
            assertThat(message.path("notification").path("body").asText()).isEqualTo("Sam is on the way 🙂");
            assertThat(message.path("android").path("collapse_key").asText()).isEqualTo(TOKEN);
            assertThat(message.path("android").path("notification").path("tag").asText()).isEqualTo(TOKEN);
            assertThat(message.path("android").path("ttl").asText()).isEqualTo("900s");
            assertThat(message.path("apns").path("headers").path("apns-collapse-id").asText()).isEqualTo(TOKEN);
            assertThat(message.path("apns").path("headers").path("apns-expiration").asText()).isEqualTo("1796051700");
            assertThat(message.path("data").path("jobId").asText()).isEqualTo("42");
            assertThat(message.path("data").path("fieldline_token").asText()).isEqualTo(TOKEN);
        });
    }

    @Test
    void everyMessageGoesBelowThePathOfTheUrl() {
        try (PathPrefixProxy proxy = new PathPrefixProxy(fcm.url(), body -> body)) {
            assertThat(channel().lostAnswer()).isEqualTo(LostAnswer.STAYS_OPEN);
            assertThat(channel().longest()).isEqualTo(ProviderCalls.usual().longest().multipliedBy(4));
            assertThat(channel("url", proxy.url()).handOver(message(DEVICE))).isInstanceOf(Handover.Accepted.class);
        }
        assertThat(fcm.messages()).hasSize(1);
    }

    @Test
    void anAccessTokenIsUsedUntilItEndsAndReplacedWhenItIsRefused() {
        PushChannel channel = channel();
        channel.handOver(message(DEVICE));
        fcm.revokeTokens();
        assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.Accepted.class);
        clock.advance(Duration.ofHours(2));
        assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.Accepted.class);
        assertThat(fcm.messages()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"UNREGISTERED", "SENDER_ID_MISMATCH" })
    void aDeviceThatIsNoLongerOursIsRefusedForGood(String error) {
        fcm.device(DEVICE, error);

        assertThat(channel().handOver(message(DEVICE))).isInstanceOfSatisfying(Handover.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(error);
            assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT);
        });
    }

    @Test
    void aTokenThatIsNoneIsRefusedForGoodAndABadMessageIsNotTheDevicesFault() {
        assertThat(channel().handOver(message("short"))).isInstanceOfSatisfying(Handover.Refused.class,
                refused -> assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT));
        assertThat(channel().handOver(message(DEVICE, Map.of("google.x", "1")))).isInstanceOfSatisfying(Handover.Refused.class,
                refused -> assertThat(refused.suppression()).isEqualTo(Suppression.NONE));
        assertThat(channel().handOver(message(DEVICE, Map.of("long", "x".repeat(5_000)))))
                .isInstanceOf(Handover.Refused.class);
    }

    @Test
    void aUsedUpQuotaIsNotTaken() {
        fcm.faults(FaultRates.parse("too-many-requests=1"), FaultRates.NONE);

        assertThat(channel().handOver(message(DEVICE))).isInstanceOfSatisfying(Handover.NotTaken.class,
                notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofSeconds(60)));
    }

    @Test
    void aProjectThatTheAccountMayNotSendForIsForAPerson() {
        assertThatThrownBy(() -> channel("projectId", "another-project").handOver(message(DEVICE)))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("PERMISSION_DENIED");
    }

    @Test
    void anAccountOfSomebodyElsesIsForAPersonAndItsKeyIsNotQuoted() {
        try (FcmStandIn other = FcmStandIn.start(new FcmSettings(0, "of-somebody-else", 3_600, 0), clock)) {
            String mixed = other.serviceAccount().replace(other.url().toString(), fcm.url().toString());

            assertThatThrownBy(() -> channel("serviceAccount", mixed).handOver(message(DEVICE)))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("invalid_grant")
                    .hasMessageNotContaining("PRIVATE");
        }
        assertThatThrownBy(() -> channel("serviceAccount", "{\"client_email\":\"a@b\",\"private_key\":\"c2VjcmV0\"}"))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("serviceAccount")
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> channel("serviceAccount", "not JSON: hunter2")).isInstanceOf(MisconfiguredException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void withoutAnAccessTokenNothingWasSent() throws Exception {
        String elsewhere = fcm.serviceAccount().replace(fcm.url() + "/token", ScriptedProvider.nobody() + "/token");
        assertThat(channel("serviceAccount", elsewhere).handOver(message(DEVICE))).isInstanceOf(Handover.NotTaken.class);
        try (ScriptedProvider desk = ScriptedProvider.answering(Answer.html(503), Answer.html(200), Answer.json(200, "{}"))) {
            PushChannel channel = channel("serviceAccount",
                    fcm.serviceAccount().replace(fcm.url().toString(), desk.url().toString()));
            assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.NotTaken.class);
            assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.NotTaken.class);
            assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.NotTaken.class);
        }
        assertThat(fcm.messages()).isEmpty();
    }

    @Test
    void aLostAnswerLeavesItOpenAndNothingIsSentAgain() throws Exception {
        fcm.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        assertThat(channel().handOver(message(DEVICE))).isInstanceOf(Handover.Uncertain.class);
        assertThat(fcm.messages()).hasSize(1);
        assertThat(channel().find(message(DEVICE))).isEmpty();
        for (Answer answer : new Answer[]{Answer.reset(), ScriptedProvider.silence(), Answer.truncated("{"), Answer.html(200),
                Answer.json(500, "{}") }) {
            try (ScriptedProvider provider = ScriptedProvider.answering(answer, Answer.json(200, "{\"name\":\"x\"}"))) {
                PushChannel channel = new PushChannel(connection("url", provider.url().toString()), clock,
                        new ProviderCalls(Duration.ofMillis(400)));
                assertThat(channel.handOver(message(DEVICE))).isInstanceOf(Handover.Uncertain.class);
                assertThat(provider.received()).hasSize(1);
            }
        }
    }

    @Test
    void whereNobodyListensTheMessageWasNotTaken() {
        assertThat(channel("url", ScriptedProvider.nobody().toString()).handOver(message(DEVICE)))
                .isInstanceOf(Handover.NotTaken.class);
    }

    @ParameterizedTest
    @CsvSource({"503, UNAVAILABLE, NotTaken", "429, QUOTA_EXCEEDED, NotTaken", "429, '', NotTaken", "500, INTERNAL, Uncertain",
            "502, '', Uncertain", "408, '', Uncertain", "400, INVALID_ARGUMENT, Refused", "413, '', Refused",
            "404, UNREGISTERED, Refused", "403, SENDER_ID_MISMATCH, Refused" })
    void anErrorCodeSaysWhatItIs(int status, String code, String kind) {
        assertThat(new PushAnswers(clock).of(error(status, code)).getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"401, THIRD_PARTY_AUTH_ERROR", "401, ''", "403, ''", "404, ''" })
    void troubleWithTheProjectIsForAPerson(int status, String code) {
        assertThatThrownBy(() -> new PushAnswers(clock).of(error(status, code)))
                .isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void checkLetsFcmLookAtAMessageWithoutSendingIt() {
        PushProbe probe = new PushProbe(clock);

        assertThat(probe.problem(connection())).isEmpty();
        assertThat(probe.problem(connection("projectId", "another-project")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("403"));
        assertThat(fcm.messages()).isEmpty();
    }

    private static CallOutcome error(int status, String code) {
        String details = code.isEmpty()
                ? ""
                : ",\"details\":[{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\"" + code
                        + "\"}]";
        return new CallOutcome.Answered(status, Map.of(),
                "{\"error\":{\"code\":" + status + ",\"message\":\"said\"" + details + "}}");
    }

    private PushChannel channel(Object... changes) {
        return new PushChannel(connection(changes), clock, ProviderCalls.usual());
    }

    private Connection connection(Object... changes) {
        Map<String, Object> options = new HashMap<>(
                Map.of("url", fcm.url().toString(), "serviceAccount", fcm.serviceAccount()));
        for (int at = 0; at < changes.length; at += 2) {
            options.put(changes[at].toString(), changes[at + 1]);
        }
        return new Connection("app", PushConnectionType.NAME, options);
    }

    private static OutgoingMessage message(String device) {
        return message(device, Map.of("jobId", 42L));
    }

    private static OutgoingMessage message(String device, Map<String, Object> properties) {
        return new OutgoingMessage(TOKEN, ChannelKind.PUSH, device, "", Optional.of("On the way"), "Sam is on the way 🙂",
                Optional.empty(), Optional.empty(), "on-the-way", properties, Duration.ofMinutes(15), NOW);
    }
}
