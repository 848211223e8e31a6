package io.fieldline.servicetitan.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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

    private static final Runnable NOTHING = () -> {
    };

    /** @param lastWord is run right before it is sent */
    private record Order(ServiceTitanAccount account, ApiRequest request, Patience patience, Runnable lastWord) {

        Order(ServiceTitanAccount account, ApiRequest request, Patience patience) {
            this(account, request, patience, NOTHING);
        }
    }

    private final Exchange exchange;
    private final TokenCache tokens;
    private final RateBudgets budgets;
    private final AnswerFailures failures;

    public ServiceTitanClient(HttpClient http, TokenCache tokens, RateBudgets budgets, InstantSource clock) {
        this(http, tokens, budgets, clock, TIMEOUT);
    }

    ServiceTitanClient(HttpClient http, TokenCache tokens, RateBudgets budgets, InstantSource clock, Duration timeout) {
        this.exchange = new Exchange(http, timeout);
        this.tokens = tokens;
        this.budgets = budgets;
        this.failures = new AnswerFailures(clock);
    }

    /** @throws SyncException one of the four failures, saying which request was answered how */
    public <T> ApiAnswer<T> call(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<T> reader) {
        Outcome<T> outcome = inTurn(new Order(account, request, patience), reader);
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
        Outcome<?> outcome = inTurn(new Order(account, request, patience), wellFormed);
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
        return submit(account, request, patience, wellFormed, NOTHING);
    }

    /**
     * As above, of a write that may be called off while it waits.
     *
     * @param lastWord is run when its turn has come, right before it is sent; what it throws ends the call, unless an
     *        attempt before may have been applied
     */
    public Submission submit(ServiceTitanAccount account, ApiRequest request, Patience patience, BodyReader<?> wellFormed,
            Runnable lastWord) {
        Outcome<?> outcome = inTurn(new Order(account, request, patience, lastWord), wellFormed);
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

    private <T> Outcome<T> inTurn(Order order, BodyReader<T> reader) {
        if (order.request().operation().sequential()) {
            synchronized (budgets.turn(order.account(), order.request().operation())) {
                return attempts(order, reader);
            }
        }
        return attempts(order, reader);
    }

    private <T> Outcome<T> attempts(Order order, BodyReader<T> reader) {
        ServiceTitanAccount account = order.account();
        Patience patience = order.patience();
        Optional<Outcome<T>> unsure = Optional.empty();
        int refusedTokens = 0;
        for (int attempt = 1;; attempt++) {
            Duration wait = budgets.interval(account, order.request(), patience::bears);
            if (!patience.bears(wait)) {
                return Outcome.failed(tooSoon(order.request(), wait), true);
            }
            sleep(wait);
            Outcome<T> outcome;
            try {
                outcome = once(order, reader);
            } catch (CalledOffException e) {
                return unsure.orElseThrow(e::reason);
            }
            boolean again = outcome.tokenRefused() ? ++refusedTokens <= FRESH_TOKENS : outcome.repeatable();
            if (!again || attempt >= patience.attempts() + refusedTokens || asksForTooLong(account, outcome, patience)) {
                return outcome;
            }
            unsure = outcome.mayBeApplied() ? Optional.of(outcome.notRepeated()) : unsure;
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

    private <T> Outcome<T> once(Order order, BodyReader<T> reader) {
        ServiceTitanAccount account = order.account();
        ApiRequest request = order.request();
        AccessToken token;
        try {
            token = tokens.token(account);
        } catch (RetryLaterException e) {
            return Outcome.failed(e, true);
        }
        RateBudget budget = budgets.of(account);
        Departures.Departure departure = budget.acquire(order.patience().lane());
        HttpResponse<byte[]> response;
        try {
            spoken(order.lastWord());
            response = exchange.send(exchange.request(account, token, request), reader, () -> budget.answered(departure));
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

    private static void spoken(Runnable lastWord) {
        try {
            lastWord.run();
        } catch (RuntimeException e) {
            throw new CalledOffException(e);
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
}
