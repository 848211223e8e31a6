package io.fieldline.destination.hubspot;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderAddress;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.outreach.Handover;
import io.fieldline.tenant.Connection;

/**
 * Calls to HubSpot whose effect must be known: each ends in HubSpot's answer, or in the handover that is left when there is
 * none.
 */
final class EnrollmentCalls {

    /** What keeps a call from having an answer. */
    static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Handover handover;

        private Ended(Handover handover) {
            super(words(handover), null, false, false);
            this.handover = handover;
        }

        Handover handover() {
            return handover;
        }

        private static String words(Handover handover) {
            return handover instanceof Handover.NotTaken notTaken
                    ? notTaken.reason()
                    : ((Handover.Uncertain) handover).reason();
        }
    }

    /** The account's calls are counted in stretches of this length; others' may fill one. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final JsonMapper json = new JsonMapper();
    private final Connection connection;
    private final HubSpotAccount account;
    private final ProviderCalls calls;
    private final InstantSource time;
    private final Pace pace;

    EnrollmentCalls(Connection connection, ProviderCalls calls, InstantSource time) {
        this.connection = connection;
        this.account = HubSpotAccount.of(connection);
        this.calls = calls;
        this.time = time;
        this.pace = Pace.of(account.callsPerTenSeconds(), (int) TURN.toMillis());
    }

    /** The longest that one call takes, with the wait for its turn. */
    Duration longest() {
        return calls.longest().plus(TURN);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    /**
     * @throws Ended when there is no answer, or one that is about the moment
     * @throws io.fieldline.failure.TenantUnavailableException when the token is refused or lacks a scope
     */
    Answer send(String method, String path, JsonNode body) {
        pace.await();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.url() + path))
                .header("Authorization", "Bearer " + ProviderAddress.forHeader(connection, "token", account.token()))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        CallOutcome outcome = calls.send(body == null ? request : request.header("Content-Type", "application/json"));
        if (outcome instanceof CallOutcome.NotSent notSent) {
            throw new Ended(
                    new Handover.NotTaken("HubSpot could not be reached: " + notSent.reason(), Optional.empty()));
        }
        if (outcome instanceof CallOutcome.Unknown unknown) {
            throw new Ended(new Handover.Uncertain("HubSpot's answer did not come: " + unknown.reason()));
        }
        return answer((CallOutcome.Answered) outcome);
    }

    private Answer answer(CallOutcome.Answered answered) {
        Optional<JsonNode> body = read(answered.body());
        Optional<SyncException> failure = HubSpotFailures.ofAccount(answered.status(), body.orElse(json.createObjectNode()),
                answered.header("Retry-After"), time.instant(), ZoneOffset.UTC);
        if (failure.isPresent()) {
            throw failure.get() instanceof RetryLaterException later
                    ? new Ended(later(answered.status(), later))
                    : failure.get();
        }
        if (body.isEmpty() && answered.status() < 400) {
            throw new Ended(new Handover.Uncertain("HubSpot's answer is not JSON"));
        }
        return new Answer(answered.status(), body.orElse(json.createObjectNode()));
    }

    /** What goes over the limit is not done; after a server's error it may have been. */
    private static Handover later(int status, RetryLaterException failure) {
        return status == 429 || status == 423 || status == 477
                ? new Handover.NotTaken(failure.getMessage(), failure.retryAfter())
                : new Handover.Uncertain(failure.getMessage());
    }

    private Optional<JsonNode> read(String body) {
        try {
            return body.isEmpty() ? Optional.of(json.createObjectNode()) : Optional.of(json.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
