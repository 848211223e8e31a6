package io.fieldline.servicetitan.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.fieldline.servicetitan.auth.AccessToken;
import io.fieldline.tenant.ServiceTitanAccount;

/** One request and its answer over HTTP. */
final class Exchange {

    private final HttpClient http;
    private final Duration timeout;

    Exchange(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    HttpRequest request(ServiceTitanAccount account, AccessToken token, ApiRequest request) {
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

    /** The time limit of Java's client ends with the headers: a body that stops half way would be waited for for ever. */
    HttpResponse<byte[]> send(HttpRequest request, BodyReader<?> reader, Runnable answerBegins)
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
}
