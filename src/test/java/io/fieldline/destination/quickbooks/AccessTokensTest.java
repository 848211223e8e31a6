package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.sync.SealedTokens;
import io.fieldline.tenant.Secret;

/** Against a token endpoint that takes each refresh token once. */
class AccessTokensTest {

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(LocalCompany.UNLIMITED, () -> now);
    private final Kept kept = new Kept();
    private String refreshToken = quickBooks.connect();
    private String clientSecret = QuickBooksSettings.CLIENT_SECRET;

    private static final class Kept implements SealedTokens {
        final Map<String, String> tokens = new HashMap<>();
        boolean broken;
        int times;

        @Override
        public Optional<String> find(String account) {
            return Optional.ofNullable(tokens.get(account));
        }

        @Override
        public void keep(String account, String sealed) {
            if (broken) {
                throw new RetryLaterException("the store is away", null);
            }
            tokens.put(account, sealed);
            times++;
        }
    }

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    private AccessTokens tokens() {
        QuickBooksAccount account = QuickBooksAccount.of(LocalCompany.connection(quickBooks, Map.of("refreshToken",
                Secret.literal(refreshToken), "clientSecret", Secret.literal(clientSecret))));
        return new AccessTokens(account, kept, ProviderCalls.usual(), () -> now, this);
    }

    @Test
    void eachRenewalUsesTheTokenThatTheOneBeforeGaveAlsoInAnotherProcess() {
        AccessTokens tokens = tokens();
        String first = tokens.access();
        assertThat(tokens.access()).isEqualTo(first);
        now = now.plus(Duration.ofMinutes(59)).plusSeconds(1);
        String second = tokens.access();

        assertThat(second).isNotEqualTo(first);
        now = now.plus(Duration.ofMinutes(60));
        assertThat(tokens().access()).isNotEqualTo(second);
        assertThat(kept.times).isEqualTo(3);
        assertThat(kept.tokens.values()).singleElement().satisfies(
                sealed -> assertThat(sealed).doesNotContain("RT1").doesNotContain(refreshToken).doesNotContain("eyJ"));
    }

    @Test
    void anotherProcessUsesTheAccessTokenUntilItEndsOrIsRefused() {
        String first = tokens().access();
        AccessTokens restarted = tokens();
        assertThat(restarted.access()).isEqualTo(first);
        assertThat(kept.times).isEqualTo(1);

        restarted.refused(first);
        String second = restarted.access();
        assertThat(second).isNotEqualTo(first);
        AccessTokens another = tokens();
        another.refused(first);
        assertThat(another.access()).as("somebody renewed it meanwhile").isEqualTo(second);
        assertThat(kept.times).isEqualTo(2);
    }

    @Test
    void aKeptTokenThatIsNotTakenGivesWayToTheDocumentsOwn() {
        String account = "quickbooks/" + QuickBooksSettings.CLIENT_ID + "/" + QuickBooksSettings.REALM_ID;
        kept.tokens.put(account, new TokenSeal(account).seal("RT1-of-an-earlier-version", clientSecret, refreshToken));

        assertThat(tokens().access()).startsWith("eyJsandbox");
        assertThat(tokens().access()).startsWith("eyJsandbox");
        assertThat(kept.times).isEqualTo(1);
    }

    @Test
    void tokensAreAskedForWhereTheApiIsUnlessThatIsIntuit() {
        assertThat(tokenUrl(Map.of("url", "https://books.example.com/qbo/"))).isEqualTo(
                "https://books.example.com/qbo/oauth2/v1/tokens/bearer");
        assertThat(tokenUrl(Map.of("url", "https://sandbox-quickbooks.api.intuit.com"))).isEqualTo(
                "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer");
        assertThat(tokenUrl(Map.of("url", "https://notintuit.com"))).isEqualTo("https://notintuit.com/oauth2/v1/tokens/bearer");
        assertThat(tokenUrl(Map.of("url", "https://books.example.com", "tokenUrl", "https://tokens.example.com/t")))
                .isEqualTo("https://tokens.example.com/t");
    }

    private String tokenUrl(Map<String, Object> options) {
        return QuickBooksAccount.of(LocalCompany.connection(quickBooks, options)).tokenUrl();
    }

    @Test
    void manyThatNeedATokenAskForItOnce() {
        AccessTokens tokens = tokens();
        List<CompletableFuture<String>> asked = IntStream.range(0, 8)
                .mapToObj(one -> CompletableFuture.supplyAsync(tokens::access, task -> new Thread(task).start())).toList();

        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(kept.times).isEqualTo(1);
    }

    @Test
    void aTokenThatCouldNotBeKeptIsKeptBeforeAnythingElseIsDone() {
        AccessTokens tokens = tokens();
        kept.broken = true;
        assertThatThrownBy(tokens::access).isInstanceOf(RetryLaterException.class);
        assertThatThrownBy(tokens::access).isInstanceOf(RetryLaterException.class);
        kept.broken = false;

        assertThat(tokens.access()).startsWith("eyJsandbox");
        assertThat(kept.times).isEqualTo(1);
        assertThat(tokens().access()).startsWith("eyJsandbox");
    }

    @Test
    void anotherFirstTokenInTheDocumentIsTakenInPlaceOfTheKeptOne() {
        tokens().access();
        quickBooks.disconnect();
        refreshToken = quickBooks.connect();

        assertThat(tokens().access()).startsWith("eyJsandbox");
    }

    @Test
    void aTokenThatIntuitDoesNotTakeAnyMoreNeedsAPerson() {
        quickBooks.disconnect();

        assertThatThrownBy(() -> tokens().access()).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("connect the application again").hasMessageContaining("refreshToken")
                .hasMessageNotContaining(refreshToken).hasMessageNotContaining(clientSecret);
    }

    @Test
    void aWrongSecretIsSaidToBeOneWithoutBeingSaid() {
        clientSecret = "somebody-elses-secret";

        assertThatThrownBy(() -> tokens().access()).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("invalid_client").hasMessageContaining("clientSecret")
                .hasMessageNotContaining("somebody-elses-secret");
    }

    @Test
    void anEndpointThatIsAwayIsAskedAgainWithTheSameToken() {
        AccessTokens tokens = tokens();
        quickBooks.tokenFaults(FaultRates.parse("server-error=1"), FaultRates.NONE);
        assertThatThrownBy(tokens::access).isInstanceOf(RetryLaterException.class);
        quickBooks.tokenFaults(FaultRates.NONE, FaultRates.NONE);

        assertThat(tokens.access()).startsWith("eyJsandbox");
    }

    @Test
    void whatIsSealedOpensOnlyForTheSameSecretAccountAndFirstToken() {
        TokenSeal seal = new TokenSeal("quickbooks/app/1");
        String sealed = seal.seal("token", "secret", "first");

        assertThat(seal.open(sealed, "secret", "first")).contains("token");
        assertThat(seal.open(sealed, "other", "first")).isEmpty();
        assertThat(seal.open(sealed, "secret", "second")).isEmpty();
        assertThat(new TokenSeal("quickbooks/app/2").open(sealed, "secret", "first")).isEmpty();
        assertThat(seal.open("1.AAAA", "secret", "first")).isEmpty();
        assertThat(seal.seal("token", "secret", "first")).isNotEqualTo(sealed);
    }
}
