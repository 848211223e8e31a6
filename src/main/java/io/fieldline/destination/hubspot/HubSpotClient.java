package io.fieldline.destination.hubspot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;

/**
 * One call to HubSpot: paced, authorised, and with the account's failures thrown. What HubSpot refuses of the request
 * itself is an {@link Answer}.
 */
final class HubSpotClient {

    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    /** Searches have a limit of their own of five a second, and no header tells how much of it is left. */
    private static final int SEARCHES_PER_SECOND = 4;

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final JsonMapper json = new JsonMapper();
    private final ProviderCalls http = new ProviderCalls(TO_ANSWER);
    private final HubSpotAccount account;
    private final InstantSource time;
    private final Pace calls;
    private final Pace searches = Pace.of(SEARCHES_PER_SECOND, 1_000);
    private volatile ZoneId zone = ZoneOffset.UTC;

    HubSpotClient(HubSpotAccount account, InstantSource time) {
        this.account = account;
        this.time = time;
        this.calls = Pace.of(account.callsPerTenSeconds(), 10_000);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    Answer post(String path, JsonNode body) {
        try {
            return send(HttpRequest.newBuilder().header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))), path);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    Answer search(CrmObject object, JsonNode body) {
        searches.await();
        return post(object.path() + "/search", body);
    }

    /** Asks for the account's time zone, in which its days begin; a token that may not ask leaves it at UTC. */
    void learnZone() {
        try {
            zone = ZoneId.of(get("/account-info/v3/details").body().path("timeZone").asText("Z"));
        } catch (DateTimeException | TenantUnavailableException e) {
            zone = ZoneOffset.UTC;
        }
    }

    private Answer send(HttpRequest.Builder request, String path) {
        calls.await();
        CallOutcome outcome = http.send(authorized(request).uri(URI.create(account.url() + path)));
        if (outcome instanceof CallOutcome.Answered answered) {
            learnLimit(answered);
            return answer(answered, path);
        }
        // Every call here may be made again, whether this one was acted upon or not.
        String reason = outcome instanceof CallOutcome.NotSent notSent
                ? notSent.reason()
                : ((CallOutcome.Unknown) outcome).reason();
        throw new RetryLaterException("HubSpot could not be reached for " + place(path) + ": " + reason, null);
    }

    /** The JDK would quote a token that cannot be sent. */
    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        String token = account.token().reveal().strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new MisconfiguredException("The token of the HubSpot connection is empty or holds characters that no token"
                    + " has");
        }
        return request.header("Authorization", "Bearer " + token);
    }

    private Answer answer(CallOutcome.Answered response, String path) {
        int status = response.status();
        JsonNode body;
        try {
            body = json.readTree(response.body());
        } catch (IOException e) {
            if (status < 400) {
                throw new RetryLaterException("HubSpot's answer to " + place(path) + " is not JSON", e);
            }
            body = json.createObjectNode();
        }
        HubSpotFailures.ofAccount(status, body, response.header("Retry-After"), time.instant(), zone).ifPresent(failure -> {
            throw failure;
        });
        return new Answer(status, body);
    }

    private void learnLimit(CallOutcome.Answered response) {
        long most = number(response, "X-HubSpot-RateLimit-Max");
        long millis = number(response, "X-HubSpot-RateLimit-Interval-Milliseconds");
        if (most > 0 && millis > 0) {
            calls.set((int) most, millis);
        }
    }

    private static long number(CallOutcome.Answered response, String header) {
        return response.header(header).filter(value -> value.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
    }

    private static String place(String path) {
        return path.replaceFirst("\\?.*", "");
    }
}
