package io.fieldline.destination.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.PathPrefixProxy;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel.LostAnswer;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.sendgrid.SendGridSettings;
import io.fieldline.sandbox.sendgrid.SendGridStandIn;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.tenant.Connection;

class SendGridChannelTest {

    private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");
    private static final String TOKEN = "6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e";

    private final HandClock clock = new HandClock(NOW);
    private final SendGridStandIn sendGrid = SendGridStandIn.start(SendGridSettings.usual(), clock);

    @AfterEach
    void stop() {
        sendGrid.close();
    }

    @Test
    void anEmailArrivesWithItsTokenAndOneClickUnsubscribes() {
        Handover handover = channel().handOver(message("ada@customer.example"));

        assertThat(sendGrid.messages()).singleElement().satisfies(email -> {
            assertThat(handover).isEqualTo(new Handover.Accepted(email.id()));
            assertThat(email.to()).isEqualTo("ada@customer.example");
            assertThat(email.subject()).isEqualTo("Renew – now");
            assertThat(email.customArgs().toString()).isEqualTo("{\"fieldline_token\":\"" + TOKEN + "\"}");
            assertThat(email.headers().path("List-Unsubscribe").asText()).isEqualTo("<https://hooks.example.com/u/1>");
            assertThat(email.headers().path("List-Unsubscribe-Post").asText()).isEqualTo("List-Unsubscribe=One-Click");
            assertThat(email.request().path("content").path(0).path("value").asText()).isEqualTo("Grüße");
            assertThat(email.request().path("content").path(1).path("value").asText()).isEqualTo("<p>Grüße</p>");
            assertThat(email.request().path("from").path("name").asText()).isEqualTo("Acme Plumbing");
            assertThat(email.request().path("reply_to").path("email").asText()).isEqualTo("office@acme.example");
        });
    }

    @Test
    void everyRequestGoesBelowThePathOfTheUrl() {
        try (PathPrefixProxy proxy = new PathPrefixProxy(sendGrid.url(), body -> body)) {
            assertThat(channel().lostAnswer()).isEqualTo(LostAnswer.STAYS_OPEN);
            assertThat(channel("url", proxy.url()).handOver(message("ada@customer.example")))
                    .isInstanceOf(Handover.Accepted.class);
            assertThat(new SendGridProbe().problem(connection("url", proxy.url()))).isEmpty();
        }
        assertThat(sendGrid.messages()).hasSize(1);
    }

    @Test
    void anAddressThatSendGridRefusesIsRefusedForGood() {
        assertThat(channel().handOver(message("ada"))).isInstanceOfSatisfying(Handover.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("400");
            assertThat(refused.reason()).contains("valid address");
            assertThat(refused.suppression()).isEqualTo(Suppression.RECIPIENT);
        });
    }

    @Test
    void aWrongKeyIsForAPersonAndIsNotQuoted() {
        assertThatThrownBy(() -> channel("apiKey", "SG.wrong").handOver(message("ada@customer.example")))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("401").hasMessageNotContaining("SG.wrong");
    }

    @Test
    void aSenderThatIsNotVerifiedIsForAPerson() {
        assertThatThrownBy(() -> channel("from", "else@acme.example").handOver(message("ada@customer.example")))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("403").hasMessageContaining("verified");
    }

    @Test
    void tooManyRequestsAreWaitedForUntilTheCountBeginsAnew() {
        try (SendGridStandIn slow = SendGridStandIn.start(SendGridSettings.usual().withMessagesPerMinute(1), clock)) {
            SendGridChannel channel = channel("url", slow.url().toString());
            assertThat(channel.handOver(message("a@customer.example"))).isInstanceOf(Handover.Accepted.class);

            assertThat(channel.handOver(message("b@customer.example"))).isInstanceOfSatisfying(Handover.NotTaken.class,
                    notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofSeconds(60)));
            clock.advance(Duration.ofSeconds(60));
            assertThat(channel.handOver(message("b@customer.example"))).isInstanceOf(Handover.Accepted.class);
        }
    }

    @Test
    void anAnswerThatIsLostLeavesItOpenAndNobodyCanTell() {
        sendGrid.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));

        assertThat(channel().handOver(message("ada@customer.example"))).isInstanceOf(Handover.Uncertain.class);
        assertThat(sendGrid.messages()).hasSize(1);
        assertThat(channel().find(message("ada@customer.example"))).isEmpty();
    }

    @Test
    void aServerErrorLeavesItOpenWhetherOrNotTheMessageWasTaken() {
        sendGrid.faults(FaultRates.parse("server-error=1"), FaultRates.NONE);
        assertThat(channel().handOver(message("ada@customer.example"))).isInstanceOf(Handover.Uncertain.class);
        assertThat(sendGrid.messages()).isEmpty();

        sendGrid.faults(FaultRates.NONE, FaultRates.parse("server-error=1"));
        assertThat(channel().handOver(message("ada@customer.example"))).isInstanceOf(Handover.Uncertain.class);
        assertThat(sendGrid.messages()).hasSize(1);
    }

    @Test
    void brokenAnswersLeaveItOpenAndNothingIsSentAgain() throws Exception {
        for (Answer answer : new Answer[]{Answer.reset(), ScriptedProvider.hangUp(), ScriptedProvider.silence(),
                Answer.truncated("{"), Answer.html(200), Answer.html(502), Answer.json(200, "{}") }) {
            try (ScriptedProvider provider = ScriptedProvider.answering(answer, Answer.json(202, ""))) {
                SendGridChannel channel = new SendGridChannel(SendGridAccount.of(connection("url", provider.url().toString())),
                        clock, new ProviderCalls(Duration.ofMillis(300)));

                assertThat(channel.handOver(message("ada@customer.example"))).isInstanceOf(Handover.Uncertain.class);
                assertThat(provider.received()).hasSize(1);
            }
        }
    }

    @Test
    void whereNobodyListensTheMessageWasNotTaken() {
        assertThat(channel("url", ScriptedProvider.nobody().toString()).handOver(message("ada@customer.example")))
                .isInstanceOf(Handover.NotTaken.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400 | personalizations.0.to.0.email | RECIPIENT",
            "400 | personalizations.0.to | RECIPIENT",
            "400 | content | NONE", "400 | null | NONE", "413 | null | NONE" })
    void aRefusalSaysWhatItMeansForTheAddress(int status, String field, Suppression suppression) {
        assertThat(new SendGridAnswers(clock).of(answered(status, field), TOKEN)).isInstanceOfSatisfying(Handover.Refused.class,
                refused -> assertThat(refused.suppression()).isEqualTo(suppression));
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "405" })
    void troubleWithTheAccountIsForAPerson(int status) {
        assertThatThrownBy(() -> new SendGridAnswers(clock).of(answered(status, "null"), TOKEN))
                .isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void withoutAnIdOfSendGridsTheTokenStandsForIt() {
        assertThat(new SendGridAnswers(clock).of(new CallOutcome.Answered(202, Map.of(), ""), TOKEN))
                .isEqualTo(new Handover.Accepted(TOKEN));
    }

    @Test
    void checkAsksWhatTheKeyMayDo() {
        SendGridProbe probe = new SendGridProbe();

        assertThat(probe.problem(connection("eventKey", sendGrid.verificationKey()))).isEmpty();
        assertThat(probe.problem(connection())).as("a warning, of the tenant").isEmpty();
        assertThat(probe.problem(connection("apiKey", "SG.wrong")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("401").doesNotContain("SG.wrong"));
    }

    private static CallOutcome answered(int status, String field) {
        return new CallOutcome.Answered(status, Map.of(),
                "{\"errors\":[{\"message\":\"said\",\"field\":\"" + field + "\",\"help\":null}]}");
    }

    private SendGridChannel channel(Object... changes) {
        return new SendGridChannel(SendGridAccount.of(connection(changes)), clock, ProviderCalls.usual());
    }

    private Connection connection(Object... changes) {
        Map<String, Object> options = new HashMap<>(Map.of("url", sendGrid.url().toString(), "apiKey", SendGridSettings.API_KEY,
                "from", SendGridSettings.SENDER, "fromName", "Acme Plumbing", "replyTo", "office@acme.example"));
        for (int at = 0; at < changes.length; at += 2) {
            options.put(changes[at].toString(), changes[at + 1]);
        }
        return new Connection("email", SendGridConnectionType.NAME, options);
    }

    private static OutgoingMessage message(String recipient) {
        return new OutgoingMessage(TOKEN, ChannelKind.EMAIL, recipient, "Ada", Optional.of("Renew – now"), "Grüße",
                Optional.of("<p>Grüße</p>"), Optional.of(URI.create("https://hooks.example.com/u/1")), "renewal", Map.of(),
                Duration.ofHours(1), NOW);
    }
}
