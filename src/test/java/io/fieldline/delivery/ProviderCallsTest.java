package io.fieldline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.delivery.CallOutcome.Answered;
import io.fieldline.delivery.CallOutcome.NotSent;
import io.fieldline.delivery.CallOutcome.Unknown;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

class ProviderCallsTest {

    private final ProviderCalls calls = new ProviderCalls(Duration.ofMillis(300));

    @Test
    void aWholeAnswerIsAnAnswerWhateverItSays() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.json(503, "{}", "X-Message-Id: m1"))) {
            CallOutcome outcome = post(provider.url());

            assertThat(outcome).isInstanceOf(Answered.class);
            assertThat(((Answered) outcome).status()).isEqualTo(503);
            assertThat(((Answered) outcome).header("x-message-ID")).contains("m1");
        }
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        assertThat(post(ScriptedProvider.nobody())).isInstanceOf(NotSent.class);
    }

    @Test
    void anUnknownHostWasSentNothing() {
        assertThat(post(URI.create("http://nowhere.invalid"))).isInstanceOf(NotSent.class);
    }

    @Test
    void aConnectionThatIsResetAfterTheRequestLeavesItOpenAndTheRequestIsNotRepeated() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.reset(), Answer.json(201, "{}"))) {
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(provider.received()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordLeavesItOpenAndTheRequestIsNotRepeated() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(ScriptedProvider.hangUp(), Answer.json(201, "{}"))) {
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(provider.received()).hasSize(1);
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsNoReasonToRepeatTheRequest() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.json(201, "{}"), ScriptedProvider.hangUp(),
                Answer.json(201, "{}"))) {
            assertThat(post(provider.url())).isInstanceOf(Answered.class);
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(provider.received()).hasSize(2);
        }
    }

    @Test
    void silenceLeavesItOpen() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(ScriptedProvider.silence())) {
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void halfAnAnswerLeavesItOpen() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.truncated("{\"sid\":"), Answer.cutChunked("{\"a\""),
                Answer.stalled())) {
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(post(provider.url())).isInstanceOf(Unknown.class);
            assertThat(provider.received()).hasSize(3);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (ScriptedProvider elsewhere = ScriptedProvider.answering(Answer.json(201, "{}"));
                ScriptedProvider provider = ScriptedProvider
                        .answering(Answer.json(307, "{}", "Location: " + elsewhere.url()))) {
            assertThat(((Answered) post(provider.url())).status()).isEqualTo(307);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"7, PT7S", "'Mon, 30 Nov 2026 10:00:30 GMT', PT30S", "'Mon, 30 Nov 2026 09:00:00 GMT', PT0S" })
    void retryAfterIsSecondsOrADate(String value, Duration wait) {
        assertThat(RetryAfter.of(new Answered(429, Map.of("retry-after", value), ""), Instant.parse("2026-11-30T10:00:00Z")))
                .contains(wait);
    }

    @Test
    void aRetryAfterThatIsNeitherSaysNothing() {
        assertThat(RetryAfter.of(new Answered(429, Map.of("retry-after", "soon"), ""), Instant.EPOCH)).isEmpty();
    }

    @Test
    void aUrlMayHaveAPathAndNoQueryOrLogin() {
        assertThat(ProviderAddress.of(new Connection("sms", "twilio", Map.of("url", "https://api.example.com/v1/")),
                "https://api.twilio.com")).isEqualTo("https://api.example.com/v1");
        Connection connection = new Connection("sms", "twilio", Map.of("url", "https://api.example.com/v1?key=1"));

        assertThatThrownBy(() -> ProviderAddress.of(connection, "https://api.twilio.com"))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("'sms'").hasMessageContaining("twilio");
    }

    @Test
    void aSecretThatNoHeaderTakesIsRefusedWithoutBeingQuoted() {
        Connection connection = new Connection("mail", "sendgrid", Map.of());

        assertThatThrownBy(() -> ProviderAddress.forHeader(connection, "apiKey", Secret.literal("SG.se\ncret")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("apiKey").hasMessageNotContaining("cret");
    }

    private CallOutcome post(URI url) {
        return calls.send(HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("{}")));
    }
}
