package io.fieldline.delivery;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;

/**
 * Sends a request once. It is never repeated here, and redirects are not followed: whoever asked decides by the outcome.
 * Safe for use by many threads.
 */
public final class ProviderCalls {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private final HttpClient http;
    private final Duration toAnswer;

    /** @param toAnswer how long a whole answer may take */
    public ProviderCalls(Duration toAnswer) {
        this.toAnswer = Objects.requireNonNull(toAnswer, "toAnswer");
        // One request a connection at a time: in HTTP/2 a connection that ends takes requests of others with it.
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** An answer may take 30 seconds. */
    public static ProviderCalls usual() {
        return new ProviderCalls(TO_ANSWER);
    }

    /** The longest that one call takes. */
    public Duration longest() {
        return toAnswer;
    }

    public CallOutcome send(HttpRequest.Builder request) {
        // A timeout of the request itself would end with the answer's head, and its body could stall for ever.
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        try {
            return answered(answer.get(toAnswer.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new CallOutcome.Unknown("no whole answer within " + toAnswer.toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new CallOutcome.Unknown("interrupted before the answer came");
        }
    }

    private static CallOutcome failed(Throwable problem) {
        if (problem instanceof HttpConnectTimeoutException) {
            return new CallOutcome.NotSent("no connection within " + TO_CONNECT.toSeconds() + " seconds");
        }
        if (problem instanceof ConnectException) {
            return new CallOutcome.NotSent(
                    "no connection: " + Objects.requireNonNullElse(problem.getMessage(), "unknown host"));
        }
        return problem instanceof SSLHandshakeException
                ? new CallOutcome.NotSent("no secure connection: " + problem.getMessage())
                : new CallOutcome.Unknown("the connection broke: " + problem.getMessage());
    }

    private static CallOutcome answered(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new CallOutcome.Answered(response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8));
    }
}
