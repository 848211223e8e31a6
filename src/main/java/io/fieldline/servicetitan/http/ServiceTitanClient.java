package io.fieldline.servicetitan.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.auth.AccessToken;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Sends requests within the tenant's budget, with a token, as often as patience allows. Reads are repeated whatever went
 * wrong; a write is repeated only when it cannot have been applied or when applying it twice changes nothing.
 */
public final class ServiceTitanClient {

    /** ServiceTitan gives up on a request after 100 seconds; waiting longer brings nothing. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    /** A fresh token can be refused while ServiceTitan spreads it; more than this many in a row is a refusal of the tenant. */
    private static final int FRESH_TOKENS = 3;

    private final HttpClient http;
    private final TokenCache tokens;
    private final RateBudgets budgets;
    private final AnswerFailures failures;
    private final Duration timeout;

    public ServiceTitanClient(HttpClient http, TokenCache tokens, RateBudgets budgets, InstantSource clock) {
        this(http, tokens, budgets, clock, TIMEOUT);
    }

    ServiceTitanClient(HttpClient http, TokenCache tokens, RateBudgets budgets, InstantSource clock, Duration timeout) {
        this.http = http;
        this.tokens = tokens;
        this.budgets = budgets;
        this.failures = new AnswerFailures(clock);
        this.timeout = timeout;
    }

    /** @throws SyncException one of the four failures, saying which request was answered how */
    public <T> ApiAnswer<T> call(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<T> reader) {
        Outcome<T> outcome = inTurn(account, request, patience, reader);
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return new ApiAnswer<>(outcome.status(), outcome.value());
    }

    /**
     * As {@link #call}, but an answer that refuses the request is an answer too.
     *
     * @throws SyncException when there was no answer at all, or no token to ask with
     */
    public ApiAnswer<byte[]> exchange(ServiceTitanAccount account, ApiRequest request, Patience patience,
            BodyReader<?> wellFormed) {
        Outcome<?> outcome = inTurn(account, request, patience, wellFormed);
        if (outcome.status() == 0) {
            throw outcome.failure();
        }
        return new ApiAnswer<>(outcome.status(), outcome.body());
    }

    /**
     * Sends a write whose caller has to know whether it was refused, and why, or whether it may have been applied.
     *
     * @throws SyncException when it was not applied and the request is not to blame
     */
    public Submission submit(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<?> wellFormed) {
        Outcome<?> outcome = inTurn(account, request, patience, wellFormed);
        if (outcome.failure() == null) {
            return new Submission.Taken(outcome.body());
        }
        if (outcome.failure() instanceof RejectedRecordException) {
            return new Submission.Refused(outcome.status(), outcome.body(), outcome.failure().getMessage());
        }
        if (outcome.failure() instanceof RetryLaterException later && !outcome.repeatable()) {
            return new Submission.Unsure(later);
        }
        throw outcome.failure();
    }

    private <T> Outcome<T> inTurn(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<T> reader) {
        if (request.operation().sequential()) {
            synchronized (budgets.turn(account, request.operation())) {
                return attempts(account, request, patience, reader);
            }
        }
        return attempts(account, request, patience, reader);
    }

    private <T> Outcome<T> attempts(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<T> reader) {
        int refusedTokens = 0;
        for (int attempt = 1;; attempt++) {
            Duration wait = budgets.interval(account, request, patience::bears);
            if (!patience.bears(wait)) {
                return Outcome.failed(tooSoon(request, wait), true);
            }
            sleep(wait);
            Outcome<T> outcome = once(account, request, patience.lane(), reader);
            boolean again = outcome.tokenRefused() ? ++refusedTokens <= FRESH_TOKENS : outcome.repeatable();
            if (!again || attempt >= patience.attempts() + refusedTokens || asksForTooLong(account, outcome, patience)) {
                return outcome;
            }
            // The first refused token has usually just run out: its successor is tried at once.
            pause(account, outcome, refusedTokens == 1 ? Duration.ZERO : patience.pauseAfter(attempt));
        }
    }

    /** Nobody else of this tenant asks meanwhile either, whether or not this caller waits. */
    private boolean asksForTooLong(ServiceTitanAccount account, Outcome<?> outcome, Patience patience) {
        Optional<Duration> asked = asked(outcome);
        if (asked.isEmpty() || patience.bears(asked.get())) {
            return false;
        }
        budgets.of(account).pauseFor(asked.get());
        return true;
    }

    private static Optional<Duration> asked(Outcome<?> outcome) {
        return outcome.failure() instanceof RetryLaterException later ? later.retryAfter() : Optional.empty();
    }

    private void pause(ServiceTitanAccount account, Outcome<?> outcome, Duration backOff) {
        Optional<Duration> asked = asked(outcome);
        if (asked.isPresent()) {
            budgets.of(account).pauseFor(asked.get().isZero() ? Duration.ofSeconds(1) : asked.get());
            return;
        }
        sleep(backOff);
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted between two attempts", e);
        }
    }

    private <T> Outcome<T> once(ServiceTitanAccount account, ApiRequest request, RateLane lane, BodyReader<T> reader) {
        AccessToken token;
        try {
            token = tokens.token(account);
        } catch (RetryLaterException e) {
            return Outcome.failed(e, true);
        }
        RateBudget budget = budgets.of(account);
        Departures.Departure departure = budget.acquire(lane);
        HttpResponse<byte[]> response;
        try {
            response = send(httpRequest(account, token, request), reader, () -> budget.answered(departure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted while waiting for " + describe(request), e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Outcome.failed(unreachable(account, request, e), true);
        } catch (IOException e) {
            return Outcome.failed(unreachable(account, request, e), request.operation().idempotent());
        } finally {
            budget.answered(departure);
        }
        return answered(account, token, request, response, reader);
    }

    /** The time limit of Java's client ends with the headers: a body that stops half way would be waited for for ever. */
    private HttpResponse<byte[]> send(HttpRequest request, BodyReader<?> reader, Runnable answerBegins)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> {
            answerBegins.run();
            return head.statusCode() == 200 ? new HeadTeller(reader::begins) : HttpResponse.BodySubscribers.ofByteArray();
        });
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException("the request failed: " + e.getCause(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private <T> Outcome<T> answered(ServiceTitanAccount account, AccessToken token, ApiRequest request,
            HttpResponse<byte[]> response, BodyReader<T> reader) {
        int status = response.statusCode();
        byte[] body = response.body();
        if (status >= 200 && status < 300) {
            return read(request, status, body, reader);
        }
        SyncException failure = failures.of(request.operation(), status, response.headers(), body);
        if (status == 401) {
            boolean appKey = failure.getMessage().contains("Application key");
            if (!appKey) {
                tokens.reject(account, token);
            }
            return new Outcome<>(status, body, null, failure, false, !appKey);
        }
        // A 429 is answered before the request is looked at, so that even a write was not applied.
        boolean repeatable = failure instanceof RetryLaterException && (status == 429 || request.operation().idempotent());
        return new Outcome<>(status, body, null, failure, repeatable, false);
    }

    private static <T> Outcome<T> read(ApiRequest request, int status, byte[] body, BodyReader<T> reader) {
        try {
            return new Outcome<>(status, body, reader.read(body), null, false, false);
        } catch (IOException e) {
            String what = body.length > 0 && body[0] == '<' ? "HTML" : "a body that is broken or cut off";
            return Outcome.failed(new RetryLaterException(describe(request) + " was answered " + status + " with " + what, e),
                    request.operation().idempotent());
        }
    }

    private HttpRequest httpRequest(ServiceTitanAccount account, AccessToken token, ApiRequest request) {
        URI uri = RequestAddress.of(account, request);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(timeout)
                .header("Authorization", "Bearer " + token.value()).header("ST-App-Key", account.appKey().reveal())
                .header("Accept", "application/json");
        if (request.body() == null) {
            return builder.method(request.operation().method().name(), HttpRequest.BodyPublishers.noBody()).build();
        }
        return builder.header("Content-Type", request.contentType())
                .method(request.operation().method().name(), HttpRequest.BodyPublishers.ofByteArray(request.body())).build();
    }

    private static RetryLaterException tooSoon(ApiRequest request, Duration wait) {
        return new RetryLaterException(describe(request) + " is answered once in " + request.operation().interval()
                .orElse(Duration.ZERO).toSeconds() + " s; the next turn is in " + wait.toSeconds() + " s", wait, null);
    }

    private static RetryLaterException unreachable(ServiceTitanAccount account, ApiRequest request, IOException e) {
        return new RetryLaterException(describe(request) + " got no answer from " + account.apiUrl() + ": " + e, e);
    }

    private static String describe(ApiRequest request) {
        return request.operation().method() + " " + request.operation().path();
    }

    /**
     * How one attempt ended.
     *
     * @param status 0 when there was no answer, or none that could be read
     * @param failure null when it went well
     */
    private record Outcome<T>(int status, byte[] body, T value, SyncException failure, boolean repeatable,
            boolean tokenRefused) {

        static <T> Outcome<T> failed(SyncException failure, boolean repeatable) {
            return new Outcome<>(0, null, null, failure, repeatable, false);
        }
    }
}
