package io.fieldline.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings.TokenLives;
import io.fieldline.servicetitan.HandClock;

class TokensTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-10-15T17:00:00Z"));
    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual(), clock);
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void aCodeIsExchangedOnceForBothTokens() {
        String form = "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fexample.com&code=" + quickBooks.authorize();
        HttpResponse<String> first = client.token(form);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("\"token_type\":\"bearer\"", "\"expires_in\":3600", "x_refresh_token_expires_in");
        assertRefused(client.token(form), 400, "invalid_grant");
        client.use(text(first, "access_token"));
        assertThat(client.get("companyinfo/" + QuickBooksSettings.REALM_ID).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenWorksOnceAndItsSuccessorTakesItsPlace() {
        String first = quickBooks.connect();
        String second = text(client.refresh(first), "refresh_token");

        assertThat(second).isNotEqualTo(first);
        assertRefused(client.refresh(first), 400, "invalid_grant");
        assertThat(client.refresh(second).statusCode()).isEqualTo(200);
    }

    @Test
    void theRealRotationKeepsATokenForADayAndTakesTheOldOneForAnother() {
        try (QuickBooksStandIn daily = QuickBooksStandIn.start(QuickBooksSettings.usual().withTokens(TokenLives.DAILY),
                clock)) {
            QuickBooksClient other = new QuickBooksClient(daily);
            String first = daily.connect();
            assertThat(text(other.refresh(first), "refresh_token")).isEqualTo(first);
            clock.advance(Duration.ofHours(25));
            String second = text(other.refresh(first), "refresh_token");
            assertThat(second).isNotEqualTo(first);
            assertThat(other.refresh(first).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(24));
            assertRefused(other.refresh(first), 400, "invalid_grant");
            assertThat(other.refresh(second).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLostAnswerCostsTheRefreshTokenWhereOldOnesDieAtOnce() {
        String first = quickBooks.connect();
        quickBooks.tokenFaults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        assertThatThrownBy(() -> client.refresh(first)).isInstanceOf(UncheckedIOException.class);
        quickBooks.tokenFaults(FaultRates.NONE, FaultRates.NONE);

        assertRefused(client.refresh(first), 400, "invalid_grant");
    }

    @Test
    void tokensGrowOld() {
        String refresh = quickBooks.connect();
        clock.advance(Duration.ofMinutes(59));
        assertThat(client.get("preferences").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        QuickBooksClient.assertFault(client.get("preferences"), 401, "3200");
        clock.advance(Duration.ofDays(101));
        assertRefused(client.refresh(refresh), 400, "invalid_grant");
    }

    @Test
    void aWrongSecretAnotherCompanyAndATokenOfNobodyAreRefused() {
        String form = "grant_type=refresh_token&refresh_token=" + quickBooks.connect();
        assertRefused(client.wire.post("/oauth2/v1/tokens/bearer", form, "Authorization", "Basic eDp5", "Content-Type",
                "application/x-www-form-urlencoded"), 401, "invalid_client");
        assertRefused(client.token("grant_type=password"), 400, "unsupported_grant_type");
        String token = text(client.token(form), "access_token");
        QuickBooksClient.assertFault(client.wire.get("/v3/company/1/preferences", "Authorization", "Bearer " + token, "Accept",
                "application/json"), 403, "3100");
        QuickBooksClient.assertFault(client.wire.get(QuickBooksClient.COMPANY + "preferences", "Authorization", "Bearer x",
                "Accept", "application/json"), 401, "3200");
        QuickBooksClient.assertFault(client.wire.get(QuickBooksClient.COMPANY + "preferences", "Authorization",
                "Bearer " + token, "Accept", "application/xml"), 406, "2000");
    }

    @Test
    void aRevokedTokenEndsTheConnection() {
        String refresh = quickBooks.connect();
        assertThat(client.wire.post("/v2/oauth2/tokens/revoke", "{\"token\":\"" + refresh + "\"}").statusCode()).isEqualTo(200);

        assertRefused(client.refresh(refresh), 400, "invalid_grant");
        QuickBooksClient.assertFault(client.get("preferences"), 401, "3200");
    }

    private static String text(HttpResponse<String> answer, String property) {
        return Fields.text(Fields.parse(answer.body()), property);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(text(answer, "error")).isEqualTo(error);
    }
}
