package io.fieldline.destination.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.LineType;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;

class LineQuestionTest {

    private static final Instant NOW = Instant.parse("2026-11-30T23:58:00Z");

    private final TwilioStandIn twilio = TwilioStandIn.start(TwilioSettings.usual());
    private final TwilioStandIn other = TwilioStandIn.start(TwilioSettings.usual());

    @AfterEach
    void stop() {
        twilio.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({"mobile, MOBILE", "landline, LANDLINE", "fixedVoip, FIXED_VOIP", "nonFixedVoip, NON_FIXED_VOIP",
            "personal, PERSONAL", "tollFree, TOLL_FREE", "premium, PREMIUM", "sharedCost, SHARED_COST", "uan, UAN",
            "voicemail, VOICEMAIL", "pager, PAGER", "unknown, UNKNOWN", "invalid, UNKNOWN" })
    void twilioSaysWhatLineANumberIs(String said, LineType type) {
        twilio.line(LocalTwilio.RECIPIENT, said);

        assertThat(question().ask(LocalTwilio.RECIPIENT)).contains(type);
        assertThat(twilio.lookUps()).containsExactly(LocalTwilio.RECIPIENT);
    }

    @Test
    void aNumberThatTwilioDoesNotHaveIsNone() {
        assertThat(question().ask(LocalTwilio.RECIPIENT)).isEmpty();
    }

    @Test
    void anApiKeyServesInPlaceOfTheAuthToken() {
        twilio.line(LocalTwilio.RECIPIENT, "mobile");

        assertThat(question("authToken", null, "apiKey", TwilioSettings.API_KEY, "apiKeySecret", TwilioSettings.API_KEY_SECRET)
                .ask(LocalTwilio.RECIPIENT)).contains(LineType.MOBILE);
    }

    @Test
    void aLineThatTwilioCouldNotFindOutThisTimeIsNoAnswer() {
        twilio.line(LocalTwilio.RECIPIENT, "60601");

        assertThatThrownBy(() -> question().ask(LocalTwilio.RECIPIENT)).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("code 60601").hasMessageNotContaining(LocalTwilio.RECIPIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too-many-requests=1", "server-error=1", "connection-reset=1" })
    void aTwilioThatIsBusyOrAwayIsAskedLater(String fault) {
        twilio.line(LocalTwilio.RECIPIENT, "mobile");
        twilio.faults(FaultRates.parse(fault), FaultRates.NONE);

        assertThatThrownBy(() -> question().ask(LocalTwilio.RECIPIENT)).isInstanceOf(RetryLaterException.class)
                .hasMessageNotContaining(LocalTwilio.RECIPIENT);
    }

    @Test
    void aLoginThatIsRefusedIsForAPerson() {
        assertThatThrownBy(() -> question("authToken", "wrong").ask(LocalTwilio.RECIPIENT))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("401").hasMessageContaining("20003")
                .hasMessageContaining("lookupUrl");
    }

    @Test
    void numbersAreLookedUpAtAPlaceOfTheirOwnWhereTheConnectionHasOne() {
        other.line(LocalTwilio.RECIPIENT, "pager");

        assertThat(question("lookupUrl", other.url().toString()).ask(LocalTwilio.RECIPIENT)).contains(LineType.PAGER);
        assertThat(TwilioAccount.of(LocalTwilio.connection(URI.create("https://gateway.example/twilio/"))).lookupUrl())
                .isEqualTo("https://gateway.example/twilio");
        assertThat(TwilioAccount.of(LocalTwilio.connection(twilio.url(), "url", null)))
                .extracting(TwilioAccount::url, TwilioAccount::lookupUrl)
                .isEqualTo(List.of("https://api.twilio.com", "https://lookups.twilio.com"));
        assertThatThrownBy(() -> TwilioAccount.of(LocalTwilio.connection(twilio.url(), "lookupUrl", "lookups")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("The lookupUrl of the connection 'sms'");
    }

    private LineQuestion question(Object... changes) {
        return new LineQuestion(TwilioAccount.of(LocalTwilio.connection(twilio.url(), changes)),
                new ProviderCalls(Duration.ofSeconds(20)), () -> NOW);
    }
}
