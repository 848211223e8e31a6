package io.fieldline.destination.quickbooks;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.SealedTokens;

/**
 * One access token at a time, renewed a minute before it ends. A renewal may give a new refresh token in place of the old one;
 * both are kept, sealed, before the access token is used, so that another process needs no renewal of its own. Safe for use by
 * many threads.
 */
final class AccessTokens {

    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final String VISIBLE = "[\\x21-\\x7e]+";

    private final JsonMapper json = new JsonMapper();
    private final QuickBooksAccount account;
    private final SealedTokens kept;
    private final ProviderCalls calls;
    private final InstantSource time;
    private final TokenSeal seal;
    private final Object renewing;
    private TokenPair tokens = TokenPair.first("");
    private boolean toKeep;
    private String refused = "";

    /** @param renewing the same for all of a realm, where only one may renew at a time */
    AccessTokens(QuickBooksAccount account, SealedTokens kept, ProviderCalls calls, InstantSource time, Object renewing) {
        this.account = account;
        this.kept = kept;
        this.calls = calls;
        this.time = time;
        this.seal = new TokenSeal(account.tokenAccount());
        this.renewing = renewing;
    }

    /**
     * @throws RetryLaterException when Intuit gives no token at the moment
     * @throws TenantUnavailableException when it refuses the refresh token or the application
     */
    String access() {
        synchronized (renewing) {
            if (toKeep || !usable(tokens)) {
                renew();
            }
            return tokens.access();
        }
    }

    /** The next call asks for a new one, unless somebody did meanwhile. */
    void refused(String token) {
        synchronized (renewing) {
            refused = token;
        }
    }

    private boolean usable(TokenPair pair) {
        return !pair.access().isEmpty() && !pair.access().equals(refused) && time.instant().isBefore(pair.until());
    }

    private void renew() {
        String first = visible(account.refreshToken().reveal(), "refreshToken");
        String secret = visible(account.clientSecret().reveal(), "clientSecret");
        keep(secret, first);
        if (usable(tokens)) {
            return;
        }
        TokenPair known = kept.find(account.tokenAccount()).flatMap(sealed -> seal.open(sealed, secret, first))
                .map(TokenPair::of).orElseGet(() -> TokenPair.first(first));
        if (usable(known)) {
            tokens = known;
            return;
        }
        Instant asked = time.instant();
        tokens = granted(ask(known.refresh(), secret, first, asked), known.refresh(), asked);
        toKeep = true;
        keep(secret, first);
        if (tokens.access().isEmpty()) {
            throw new RetryLaterException("Intuit's answer holds no access token", null);
        }
    }

    /** What could not be kept is kept now, before anything else happens. */
    private void keep(String secret, String first) {
        if (toKeep) {
            kept.keep(account.tokenAccount(), seal.seal(tokens.text(), secret, first));
            toKeep = false;
        }
    }

    private static TokenPair granted(JsonNode answer, String asked, Instant now) {
        String refresh = answer.path("refresh_token").asText("");
        String access = answer.path("access_token").asText("");
        Instant until = now.plusSeconds(answer.path("expires_in").asLong(0)).minus(EARLY);
        return new TokenPair(refresh.matches(VISIBLE) ? refresh : asked, access.matches(VISIBLE) ? access : "",
                until.isAfter(now) ? until : now.plusSeconds(1));
    }

    /** A kept token that is not taken may be one of an earlier connection; the document's own is asked with once. */
    private JsonNode ask(String refresh, String secret, String first, Instant now) {
        CallOutcome.Answered answered = renewal(refresh, secret, now);
        JsonNode answer = json(answered);
        if (answered.status() != 200 && error(answer).equals("invalid_grant") && !refresh.equals(first)) {
            answered = renewal(first, secret, now);
            answer = json(answered);
        }
        if (answered.status() != 200) {
            throw refused(answered.status(), error(answer));
        }
        return answer;
    }

    private static String error(JsonNode answer) {
        return answer.path("error").asText("");
    }

    private CallOutcome.Answered renewal(String refresh, String secret, Instant now) {
        String basic = Base64.getEncoder()
                .encodeToString((account.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8));
        CallOutcome outcome = calls.send(HttpRequest.newBuilder(URI.create(account.tokenUrl()))
                .header("Authorization", "Basic " + basic).header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(
                        "grant_type=refresh_token&refresh_token=" + URLEncoder.encode(refresh, StandardCharsets.UTF_8))));
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500
                || answered.status() == 408) {
            throw new RetryLaterException("Intuit gave no access token at the moment",
                    outcome instanceof CallOutcome.Answered busy ? RetryAfter.of(busy, now).orElse(null) : null, null);
        }
        return answered;
    }

    private JsonNode json(CallOutcome.Answered answered) {
        try {
            return json.readTree(answered.body());
        } catch (JsonProcessingException e) {
            if (answered.status() == 200) {
                throw new RetryLaterException("Intuit's answer with the access token is not JSON", null);
            }
            return json.createObjectNode();
        }
    }

    private TenantUnavailableException refused(int status, String error) {
        if (error.equals("invalid_grant")) {
            return new TenantUnavailableException("Intuit does not take the refresh token of the connection '" + account.name()
                    + "' any more: let the company's owner connect the application again, and give the new refresh token"
                    + " as refreshToken");
        }
        return new TenantUnavailableException("Intuit refused to renew the tokens of the connection '" + account.name() + "' ("
                + status + (error.matches("[a-z_]{1,40}") ? " " + error : "")
                + "): check clientId, clientSecret and refreshToken");
    }

    private String visible(String text, String option) {
        String stripped = text.strip();
        if (!stripped.matches(VISIBLE)) {
            throw new TenantUnavailableException("The " + option + " of the connection '" + account.name()
                    + "' is empty or holds characters that none has");
        }
        return stripped;
    }
}
