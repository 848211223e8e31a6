package io.fieldline.destination.quickbooks;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;

/**
 * Calls of one company, at its pace and no more at once than it takes. A write is sent once; a question is asked again when it
 * was not answered. Safe for use by many threads.
 */
final class QuickBooksClient {

    static final int TRIES = 5;
    private static final JsonMapper JSON = JsonMapper.builder().nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final QuickBooksAccount account;
    private final AccessTokens tokens;
    private final ProviderCalls calls;
    private final InstantSource time;
    private final Pace pace;

    /** @param pace the company's, whoever else calls it */
    QuickBooksClient(QuickBooksAccount account, AccessTokens tokens, ProviderCalls calls, InstantSource time, Pace pace) {
        this.account = account;
        this.tokens = tokens;
        this.calls = calls;
        this.time = time;
        this.pace = pace;
    }

    QuickBooksAccount account() {
        return account;
    }

    Pace pace() {
        return pace;
    }

    /**
     * Asks, and asks again when there was no answer.
     *
     * @param path below the company, with a query where it has one
     * @return what it says; empty where there is no such record
     * @throws RetryLaterException when QuickBooks does not answer
     */
    Optional<JsonNode> get(String path) {
        return answered(path, 1, HttpRequest.newBuilder().GET());
    }

    /** As {@link #get}, for a batch of questions. */
    JsonNode ask(JsonNode batch, int questions) {
        return answered("/batch", questions, HttpRequest.newBuilder().header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text(batch)))).orElseThrow();
    }

    private Optional<JsonNode> answered(String path, int calls, HttpRequest.Builder request) {
        Reply reply = send(path, calls, request);
        for (int tried = 1; tried < TRIES && reply instanceof Reply.Lost; tried++) {
            pause(tried);
            reply = send(path, calls, request);
        }
        if (reply instanceof Reply.Lost lost) {
            throw new RetryLaterException("QuickBooks could not be asked for " + place(path) + ": " + lost.reason(),
                    lost.after().orElse(null), null);
        }
        if (reply instanceof Reply.Refused refused) {
            if (refused.fault().missing()) {
                return Optional.empty();
            }
            throw new RejectedRecordException(
                    "QuickBooks refused the question for " + place(path) + ": " + refused.fault().spoken(), null);
        }
        return Optional.of(((Reply.Done) reply).body());
    }

    /**
     * Sends a write once.
     *
     * @param path below the company, with a query where it has one
     * @param requestId by which QuickBooks does it once however often it is sent
     */
    Reply post(String path, JsonNode body, String requestId) {
        String whole = path + (path.contains("?") ? "&" : "?") + "requestid="
                + URLEncoder.encode(requestId, StandardCharsets.UTF_8);
        return send(whole, 1, HttpRequest.newBuilder().header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text(body))));
    }

    /** Sends a write again, with the same request id, until there is an answer to it. */
    Reply postAgain(String path, JsonNode body, String requestId) {
        Reply reply = post(path, body, requestId);
        for (int tried = 1; tried < TRIES && reply instanceof Reply.Lost; tried++) {
            pause(tried);
            reply = post(path, body, requestId);
        }
        return reply;
    }

    /** One that keeps amounts as they are given. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Between one try and the next. */
    static void pause(int tried) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << tried);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before QuickBooks was called again", e);
        }
    }

    private Reply send(String path, int calls, HttpRequest.Builder request) {
        try {
            String token = tokens.access();
            Reply reply = send(path, calls, request, token);
            if (reply instanceof Reply.Refused refused && refused.fault().expired()) {
                tokens.refused(token);
                reply = send(path, calls, request, tokens.access());
            }
            if (reply instanceof Reply.Refused refused && (refused.fault().expired() || refused.fault().closesTheDoor())) {
                throw new TenantUnavailableException("QuickBooks does not let the connection '" + account.name()
                        + "' into the company " + account.realmId() + ": " + refused.fault().spoken()
                        + "; let its owner connect the application again, and give the new refresh token as refreshToken");
            }
            return reply;
        } catch (RetryLaterException e) {
            return new Reply.Lost(e.getMessage(), false, e.retryAfter());
        }
    }

    private Reply send(String path, int calls, HttpRequest.Builder request, String token) {
        long sent = pace.enter(calls);
        try {
            CallOutcome outcome = this.calls.send(request.copy().uri(address(path)).header("Accept", "application/json")
                    .header("Authorization", "Bearer " + token));
            if (outcome instanceof CallOutcome.NotSent notSent) {
                return new Reply.Lost(notSent.reason(), false, Optional.empty());
            }
            if (outcome instanceof CallOutcome.Unknown unknown) {
                return new Reply.Lost(unknown.reason(), true, Optional.empty());
            }
            return reply((CallOutcome.Answered) outcome, sent);
        } finally {
            pace.leave();
        }
    }

    private Reply reply(CallOutcome.Answered answer, long sent) {
        JsonNode body = json(answer.body());
        if (answer.status() < 300 && body.isObject() && !Fault.in(body)) {
            pace.taken();
            return new Reply.Done(body);
        }
        Fault fault = Fault.of(answer.status(), body);
        if (fault.throttled()) {
            Optional<Duration> asked = RetryAfter.of(answer, time.instant());
            pace.refused(sent, asked);
            return new Reply.Lost("it takes no more calls at the moment", false, asked);
        }
        return fault.failed() || answer.status() < 400 && !Fault.in(body)
                ? new Reply.Lost("it answered " + answer.status(), true, RetryAfter.of(answer, time.instant()))
                : new Reply.Refused(fault);
    }

    private URI address(String path) {
        return URI.create(account.url() + "/v3/company/" + account.realmId() + path + (path.contains("?") ? "&" : "?")
                + "minorversion=" + account.minorVersion());
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    private static String place(String path) {
        return path.replaceFirst("\\?.*", "");
    }
}
