package io.fieldline.destination.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;

import io.fieldline.delivery.PathPrefixProxy;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel.LostAnswer;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.twilio.SentText;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;

class TwilioChannelTest {

    private static final Instant NOW = Instant.parse("2026-11-30T23:58:00Z");
    private static final String TEXT = "Hi Ada, 100 % done & dusted: https://g.page/r/x?a=1&b=2 – thanks, José 🙂";

    private final HandClock clock = new HandClock(NOW);
    private final TwilioStandIn twilio = TwilioStandIn.start(TwilioSettings.usual(), clock);
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
        twilio.delivering(false);
    }

    @AfterEach
    void stop() {
        twilio.close();
        camel.stop();
    }

    @Test
    void aTextArrivesUnalteredWithItsTokenInTheCallbackAndItsValidity() {
        try (TwilioChannel channel = channel()) {
            Handover handover = channel.handOver(text(LocalTwilio.RECIPIENT));

            assertThat(twilio.texts()).singleElement().satisfies(sent -> {
                assertThat(handover).isEqualTo(new Handover.Accepted(sent.sid()));
                assertThat(sent.body()).isEqualTo(TEXT);
                assertThat(sent.to()).isEqualTo(LocalTwilio.RECIPIENT);
                assertThat(sent.from()).isEqualTo(TwilioSettings.NUMBER);
                assertThat(sent.validityPeriod()).isEqualTo(7_200);
                assertThat(sent.statusCallback())
                        .isEqualTo(LocalTwilio.CALLBACK + "?token=6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e");
            });
        }
    }

    @Test
    void aMessagingServiceTakesTheSendersPlace() {
        try (TwilioChannel channel = channel("from", null, "messagingServiceSid", TwilioSettings.MESSAGING_SERVICE)) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.Accepted.class);
            assertThat(twilio.texts()).extracting(SentText::messagingServiceSid)
                    .containsExactly(TwilioSettings.MESSAGING_SERVICE);
        }
    }

    @Test
    void anApiKeyServesInPlaceOfTheAuthToken() {
        try (TwilioChannel channel = channel("authToken", null, "apiKey", TwilioSettings.API_KEY, "apiKeySecret",
                TwilioSettings.API_KEY_SECRET)) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.Accepted.class);
        }
    }

    @Test
    void twoConnectionsKeepTheirAccountsApart() {
        TwilioSettings other = new TwilioSettings(0, "AC" + "6a".repeat(16), "other-token", "SK" + "6b".repeat(16), "x",
                TwilioSettings.usual().numbers(), TwilioSettings.MESSAGING_SERVICE, 0, Optional.empty());
        try (TwilioStandIn second = TwilioStandIn.start(other, clock);
                TwilioChannel one = channel();
                TwilioChannel two = new TwilioChannel(TwilioAccount.of(LocalTwilio.connection(second.url(), "accountSid",
                        other.accountSid(), "authToken", other.authToken())), camel, clock, ProviderCalls.usual())) {
            one.handOver(text("+13125550101"));
            two.handOver(text("+13125550102"));

            assertThat(twilio.texts()).extracting(SentText::to).containsExactly("+13125550101");
            assertThat(second.texts()).extracting(SentText::to).containsExactly("+13125550102");
        }
    }

    @Test
    void noRouteCanAddressTheComponentThatHoldsTheCredentials() {
        try (TwilioChannel channel = channel()) {
            assertThat(channel.kind()).isNotNull();
            assertThat(camel.getComponentNames()).noneMatch(name -> name.contains("twilio"));
            assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains("twilio"));
        }
    }

    @ParameterizedTest
    @CsvSource({"+15005550001, 21211, RECIPIENT", "+15005550009, 21614, RECIPIENT", "+15005550004, 21610, OPTED_OUT",
            "+15005550002, 21612, NONE", "+15005550003, 21408, NONE" })
    void aNumberThatTwilioRefusesIsRefusedByItsCode(String number, String code, Suppression suppression) {
        try (TwilioChannel channel = channel()) {
            assertThat(channel.handOver(text(number))).isInstanceOfSatisfying(Handover.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(code);
                assertThat(refused.suppression()).isEqualTo(suppression);
            });
            assertThat(twilio.texts()).isEmpty();
        }
    }

    @Test
    void wrongCredentialsAreTheTenantsTroubleAndAreNotQuoted() {
        try (TwilioChannel channel = channel("authToken", "somebody-elses")) {
            assertThatThrownBy(() -> channel.handOver(text(LocalTwilio.RECIPIENT)))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("20003")
                    .hasMessageNotContaining("somebody");
        }
    }

    @Test
    void aSenderThatIsNotTheAccountsIsTheTenantsTrouble() {
        try (TwilioChannel channel = channel("from", "+13125550199")) {
            assertThatThrownBy(() -> channel.handOver(text(LocalTwilio.RECIPIENT)))
                    .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("21606");
        }
    }

    @Test
    void tooManyRequestsWereNeverProcessed() {
        twilio.faults(FaultRates.parse("too-many-requests=1"), FaultRates.NONE);
        try (TwilioChannel channel = channel()) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOfSatisfying(Handover.NotTaken.class,
                    notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofSeconds(1)));
            assertThat(twilio.texts()).isEmpty();
        }
    }

    @Test
    void aFullQueueOfTheSenderIsWaitedFor() {
        try (TwilioChannel channel = channel("from", "+15005550008")) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOfSatisfying(Handover.NotTaken.class,
                    notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofMinutes(15)));
        }
    }

    @Test
    void whereNobodyListensTheMessageWasNotTaken() {
        try (TwilioChannel channel = new TwilioChannel(
                TwilioAccount.of(LocalTwilio.connection(ScriptedProvider.nobody())), camel, clock, ProviderCalls.usual())) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.NotTaken.class);
        }
    }

    @Test
    void whileCamelIsStoppedNothingIsTaken() {
        try (TwilioChannel channel = channel()) {
            camel.stop();

            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.NotTaken.class);
            assertThat(twilio.texts()).isEmpty();
        }
    }

    @Test
    void aCallThatWasGivenUpBeforeItWasMadeIsNotMadeLater() {
        MessageCall call = new MessageCall(twilio.url().toString(), ProviderCalls.usual());
        assertThat(call.end()).isEmpty();

        Request late = new Request(HttpMethod.POST,
                twilio.url() + "/2010-04-01/Accounts/" + TwilioSettings.ACCOUNT_SID + "/Messages.json");
        late.setAuth(TwilioSettings.ACCOUNT_SID, TwilioSettings.AUTH_TOKEN);
        late.addPostParam("To", LocalTwilio.RECIPIENT);
        late.addPostParam("From", TwilioSettings.NUMBER);
        late.addPostParam("Body", "late");
        assertThat(call.makeRequest(late)).isNull();
        assertThat(twilio.texts()).isEmpty();
    }

    @Test
    void aThreadThatIsInterruptedLeavesNoMessageThatCountsAsNotTaken() {
        try (TwilioChannel channel = channel()) {
            for (int number = 0; number < 30; number++) {
                Thread.currentThread().interrupt();
                Handover handover = channel.handOver(LocalTwilio.message(LocalTwilio.RECIPIENT, "Number " + number, NOW));
                assertThat(Thread.interrupted()).isTrue();
                int taken = twilio.texts().size();
                twilio.clear();
                assertThat(handover instanceof Handover.NotTaken && taken > 0).as(handover + ", taken " + taken).isFalse();
            }
        }
    }

    @Test
    void anAnswerThatDoesNotComeLeavesItOpenAndNothingIsSentAgain() throws Exception {
        assertOpenAfterOneRequest(Answer.reset());
        assertOpenAfterOneRequest(ScriptedProvider.hangUp());
        assertOpenAfterOneRequest(ScriptedProvider.silence());
        assertOpenAfterOneRequest(Answer.truncated("{\"sid\":\"SM"));
        assertOpenAfterOneRequest(Answer.json(500, "{\"code\":20500,\"message\":\"Internal Server Error\",\"status\":500}"));
        assertOpenAfterOneRequest(Answer.json(503, "{\"code\":20503,\"message\":\"Unavailable\",\"status\":503}"));
        assertOpenAfterOneRequest(Answer.html(502));
        assertOpenAfterOneRequest(Answer.html(200));
        assertOpenAfterOneRequest(Answer.json(201, "{\"status\":\"queued\"}"));
        assertOpenAfterOneRequest(Answer.json(307, "{}", "Location: http://127.0.0.1:1/"));
    }

    private void assertOpenAfterOneRequest(Answer answer) throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(answer, Answer.json(201, "{}"));
                TwilioChannel channel = new TwilioChannel(TwilioAccount.of(LocalTwilio.connection(provider.url())), camel,
                        clock,
                        new ProviderCalls(Duration.ofMillis(300)))) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.Uncertain.class);
            assertThat(provider.received()).hasSize(1);
        }
    }

    @Test
    void aMessageWhoseAnswerWasLostIsFoundWhileItWaitsAtTwilio() {
        try (TwilioChannel channel = channel()) {
            assertThat(lost(channel)).isInstanceOf(Handover.Uncertain.class);

            assertThat(channel.find(text(LocalTwilio.RECIPIENT)))
                    .contains(new Handover.Accepted(twilio.texts().get(0).sid()));
        }
    }

    @Test
    void aMessageThatWasSentAfterMidnightIsFound() {
        try (TwilioChannel channel = channel()) {
            lost(channel);
            clock.advance(Duration.ofMinutes(4));
            SentText sent = twilio.texts().get(0);
            twilio.move(sent.sid(), "sent", "");

            assertThat(channel.find(text(LocalTwilio.RECIPIENT))).contains(new Handover.Accepted(sent.sid()));
        }
    }

    @Test
    void aMessageThatFailedMeanwhileIsFoundAsThat() {
        try (TwilioChannel channel = channel()) {
            lost(channel);
            twilio.move(twilio.texts().get(0).sid(), "undelivered", "30006");

            assertThat(channel.find(text(LocalTwilio.RECIPIENT)))
                    .hasValueSatisfying(found -> assertThat(found).isInstanceOfSatisfying(Handover.Refused.class, refused -> {
                        assertThat(refused.code()).isEqualTo("30006");
                        assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT);
                    }));
        }
    }

    @Test
    void aMessageThatTwilioNeverHadIsNotFound() {
        twilio.faults(FaultRates.parse("connection-reset=1"), FaultRates.NONE);
        try (TwilioChannel channel = channel()) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.Uncertain.class);
            twilio.faults(FaultRates.NONE, FaultRates.NONE);

            assertThat(channel.find(text(LocalTwilio.RECIPIENT))).isEmpty();
        }
    }

    @Test
    void neitherAnOlderMessageNorAnotherTextNorAReplyIsTakenForIt() {
        try (TwilioChannel channel = channel()) {
            channel.handOver(text(LocalTwilio.RECIPIENT));
            clock.advance(Duration.ofMinutes(30));
            channel.handOver(LocalTwilio.message(LocalTwilio.RECIPIENT, "Another text", clock.instant()));
            twilio.reply(LocalTwilio.RECIPIENT, TwilioSettings.NUMBER, TEXT);

            assertThat(channel.find(LocalTwilio.message(LocalTwilio.RECIPIENT, TEXT, clock.instant()))).isEmpty();
        }
    }

    @Test
    void aMessageIsFoundBehindManyOthers() {
        try (TwilioChannel channel = channel()) {
            assertThat(channel.lostAnswer()).isEqualTo(LostAnswer.IS_LOOKED_FOR);
            lost(channel);
            for (int number = 0; number < 130; number++) {
                channel.handOver(LocalTwilio.message(LocalTwilio.RECIPIENT, "Number " + number, clock.instant()));
            }

            assertThat(channel.find(text(LocalTwilio.RECIPIENT)))
                    .contains(new Handover.Accepted(twilio.texts().get(0).sid()));
        }
    }

    /** What stands in front may rewrite the address of the next page or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false })
    void everyRequestGoesBelowThePathOfTheUrl(boolean rewrites) {
        UnaryOperator<String> answers = body -> rewrites
                ? body.replace("\"next_page_uri\":\"/", "\"next_page_uri\":\"" + PathPrefixProxy.PREFIX + "/")
                : body;
        try (PathPrefixProxy proxy = new PathPrefixProxy(twilio.url(), answers);
                TwilioChannel channel = channel("url", proxy.url())) {
            lost(channel);
            for (int number = 0; number < 130; number++) {
                channel.handOver(LocalTwilio.message(LocalTwilio.RECIPIENT, "Number " + number, clock.instant()));
            }

            assertThat(channel.find(text(LocalTwilio.RECIPIENT)))
                    .contains(new Handover.Accepted(twilio.texts().get(0).sid()));
            assertThat(new TwilioProbe().problem(LocalTwilio.connection(twilio.url(), "url", proxy.url()))).isEmpty();
        }
    }

    @Test
    void aShortCodeMayBeTheSender() {
        for (String code : List.of("12345", "123456")) {
            assertThat(TwilioAccount.of(LocalTwilio.connection(twilio.url(), "from", code)).from()).contains(code);
        }
        TwilioSettings usual = TwilioSettings.usual();
        try (TwilioStandIn withCode = TwilioStandIn.start(new TwilioSettings(usual.port(), usual.accountSid(),
                usual.authToken(), usual.apiKey(), usual.apiKeySecret(), Set.of("12345"), usual.messagingService(),
                usual.messagesPerSecond(), usual.inboundUrl()), clock);
                TwilioChannel channel = channel("url", withCode.url().toString(), "from", "12345")) {
            assertThat(channel.handOver(text(LocalTwilio.RECIPIENT))).isInstanceOf(Handover.Accepted.class);
            assertThat(withCode.texts()).extracting(SentText::from).containsExactly("12345");
        }
        for (String none : List.of("1234", "1234567", "+12345")) {
            assertThatThrownBy(() -> TwilioAccount.of(LocalTwilio.connection(twilio.url(), "from", none)))
                    .isInstanceOf(MisconfiguredException.class).hasMessageContaining("short code");
        }
    }

    @Test
    void checkFindsWrongCredentials() {
        TwilioProbe probe = new TwilioProbe();

        assertThat(probe.problem(LocalTwilio.connection(twilio.url()))).isEmpty();
        assertThat(probe.problem(LocalTwilio.connection(twilio.url(), "authToken", "wrong")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("401").doesNotContain("wrong"));
        assertThat(probe.problem(LocalTwilio.connection(twilio.url(), "callbackUrl", null))).as("a warning, of the tenant")
                .isEmpty();
    }

    private Handover lost(TwilioChannel channel) {
        twilio.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        Handover handover = channel.handOver(text(LocalTwilio.RECIPIENT));
        twilio.faults(FaultRates.NONE, FaultRates.NONE);
        return handover;
    }

    private static OutgoingMessage text(String to) {
        return LocalTwilio.message(to, TEXT, NOW);
    }

    private TwilioChannel channel(Object... changes) {
        return new TwilioChannel(TwilioAccount.of(LocalTwilio.connection(twilio.url(), changes)), camel, clock,
                ProviderCalls.usual());
    }
}
