package io.fieldline.destination.push;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;

/** One access token at a time, asked for a minute before the last one ends. Safe for use by many threads. */
final class AccessTokens {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final JsonMapper json = new JsonMapper();
    private final ServiceAccount account;
    private final ProviderCalls calls;
    private final InstantSource time;
    private String token = "";
    private Instant until = Instant.MIN;

    AccessTokens(ServiceAccount account, ProviderCalls calls, InstantSource time) {
        this.account = account;
        this.calls = calls;
        this.time = time;
    }

    /**
     * @throws RetryLaterException when Google gives no token at the moment
     * @throws TenantUnavailableException when it refuses the account
     */
    synchronized String token() {
        if (time.instant().isAfter(until)) {
            Instant now = time.instant();
            JsonNode answer = ask(now);
            token = answer.path("access_token").asText("");
            until = now.plusSeconds(answer.path("expires_in").asLong(0)).minus(EARLY);
            if (!token.matches("[\\x21-\\x7e]+")) {
                until = Instant.MIN;
                throw new RetryLaterException("Google's answer holds no access token", null);
            }
        }
        return token;
    }

    /** The next call asks for a new one, unless somebody did meanwhile. */
    synchronized void refused(String refused) {
        if (token.equals(refused)) {
            until = Instant.MIN;
        }
    }

    private JsonNode ask(Instant now) {
        String form = "grant_type=" + encode(GRANT) + "&assertion=" + encode(account.assertion(now));
        CallOutcome outcome = calls.send(HttpRequest.newBuilder(URI.create(account.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
        if (!(outcome instanceof CallOutcome.Answered answered) || answered.status() == 429 || answered.status() >= 500) {
            throw new RetryLaterException("Google gave no access token at the moment",
                    outcome instanceof CallOutcome.Answered busy ? RetryAfter.of(busy, now).orElse(null) : null, null);
        }
        try {
            JsonNode answer = json.readTree(answered.body());
            if (answered.status() != 200) {
                throw new TenantUnavailableException("Google refused the service account: "
                        + answer.path("error").asText(Integer.toString(answered.status())) + " "
                        + answer.path("error_description").asText(""));
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new RetryLaterException("Google's answer with the access token is not JSON", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
