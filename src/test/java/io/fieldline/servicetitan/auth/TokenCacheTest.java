package io.fieldline.servicetitan.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.FaultyServiceTitan;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.tenant.ServiceTitanAccount;

class TokenCacheTest {

    private final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    private final HandClock clock = new HandClock();
    private final TokenCache tokens = new TokenCache(
            new TokenEndpoint(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), clock), clock);
    private String secret = FaultyServiceTitan.SECRET;
    private final ServiceTitanAccount account = serviceTitan.account(1001, () -> secret);

    @AfterEach
    void stop() throws IOException {
        serviceTitan.close();
    }

    @Test
    void mintsOneTokenForManyCallersAtOnce() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                    .mapToObj(caller -> CompletableFuture.supplyAsync(() -> {
                        try {
                            start.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return tokens.token(account).value();
                    }, callers)).toList();
            start.countDown();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo("token-1"));
            assertThat(serviceTitan.tokenRequests()).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void renewsAMinuteBeforeTheTokenExpires() {
        tokens.token(account);
        clock.advance(Duration.ofSeconds(839));
        assertThat(tokens.token(account).value()).isEqualTo("token-1");

        clock.advance(Duration.ofSeconds(1));

        assertThat(tokens.token(account).value()).isEqualTo("token-2");
    }

    @Test
    void aShortTokenServesForHalfItsLife() {
        serviceTitan.tokenSeconds(20);
        tokens.token(account);
        clock.advance(Duration.ofSeconds(9));
        assertThat(tokens.token(account).value()).isEqualTo("token-1");

        clock.advance(Duration.ofSeconds(1));

        assertThat(tokens.token(account).value()).isEqualTo("token-2");
    }

    @Test
    void theOldTokenServesOnWhileTheSecretIsWrongAndTheNewSecretIsPickedUp() {
        tokens.token(account);
        serviceTitan.secret("cs1.second");
        clock.advance(Duration.ofSeconds(850));
        assertThat(tokens.token(account).value()).isEqualTo("token-1");

        secret = "cs1.second";
        clock.advance(Duration.ofSeconds(6));

        assertThat(tokens.token(account).value()).isEqualTo("token-2");
    }

    @Test
    void aTokenThatStillWorksIsNotRenewedOnEveryCallWhenItsSuccessorIsRefused() {
        tokens.token(account);
        serviceTitan.secret("cs1.second");
        clock.advance(Duration.ofSeconds(850));

        IntStream.range(0, 50).forEach(call -> tokens.token(account));

        assertThat(serviceTitan.tokenRequests()).hasSize(2);
    }

    @Test
    void whenTheOldTokenHasExpiredAWrongSecretIsTheTenantsTrouble() {
        tokens.token(account);
        serviceTitan.secret("cs1.second");
        clock.advance(Duration.ofSeconds(901));

        assertThatThrownBy(() -> tokens.token(account)).isInstanceOf(TenantUnavailableException.class);
    }

    @Test
    void theRefusalNamesTheClientAndTheReferenceButNeverTheSecret() {
        secret = "cs1.wrong-and-secret";

        TenantUnavailableException refusal = catchThrowableOfType(TenantUnavailableException.class,
                () -> tokens.token(account));

        assertThat(refusal).hasMessageContaining("invalid_client").hasMessageContaining("cid.test")
                .hasMessageContaining("TEST_SECRET").hasMessageContaining("1001").hasMessageNotContaining("wrong-and-secret");
    }

    @Test
    void theClientOfANetworkNamesTheTenant() {
        ServiceTitanAccount network = new ServiceTitanAccount(account.environment(), 1002, account.appKey(),
                account.clientId(), account.clientSecret(), account.apiUrl(), account.authUrl(), 60, true, Optional.empty());

        tokens.token(network);
        tokens.token(account);

        assertThat(serviceTitan.tokenRequests().get(0).text()).contains("&tenant=1002");
        assertThat(serviceTitan.tokenRequests().get(1).text()).doesNotContain("tenant=")
                .isEqualTo("grant_type=client_credentials&client_id=cid.test&client_secret=cs1.first");
    }

    @Test
    void aRefusedTokenIsReplacedOnceHoweverManyCallersHeardTheRefusal() {
        AccessToken refused = tokens.token(account);

        tokens.reject(account, refused);
        tokens.token(account);
        tokens.reject(account, refused);

        assertThat(tokens.token(account).value()).isEqualTo("token-2");
        assertThat(serviceTitan.tokenRequests()).hasSize(2);
    }

    @Test
    void aBusyTokenEndpointIsAskedAgainLater() {
        serviceTitan.tokenAnswers(Answer.problem(429, "Too many", "Retry-After: 7"), Answer.html(503), Answer.html(200));

        assertThatThrownBy(() -> tokens.token(account)).isInstanceOfSatisfying(RetryLaterException.class,
                busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThatThrownBy(() -> tokens.token(account)).isInstanceOf(RetryLaterException.class).hasMessageContaining("503");
        assertThatThrownBy(() -> tokens.token(account)).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("not JSON").hasMessageNotContaining("down");
    }

    @Test
    void keepsTheScopesThatWereGranted() {
        assertThat(tokens.token(account).scopes()).containsExactlyInAnyOrder("tn.jpm.jobs:r", "tn.crm.customers:r");
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(tokens.token(account)).hasToString("AccessToken[expiresAt=2026-03-01T08:15:00Z]");
    }
}
