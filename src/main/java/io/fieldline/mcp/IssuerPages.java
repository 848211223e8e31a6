package io.fieldline.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what an issuer publishes: little, in little time, and from nowhere else. */
final class IssuerPages {

    private static final int LARGEST = 256 * 1024;

    private final HttpClient http;
    private final Duration longest;

    /** @param longest from the beginning of a connection to the end of the answer */
    IssuerPages(Duration longest) {
        this.longest = longest;
        this.http = HttpClient.newBuilder().connectTimeout(longest).build();
    }

    /** @throws IOException when it is answered with anything but success, is too long, or takes too long */
    String read(String address) throws IOException {
        CompletableFuture<HttpResponse<String>> asked = http
                .sendAsync(HttpRequest.newBuilder(URI.create(address)).timeout(longest).build(), head -> {
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    return BodySubscribers.mapping(BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                        if (body.size() + bytes.length > LARGEST) {
                            throw new UncheckedIOException(new IOException("more than " + LARGEST + " bytes"));
                        }
                        body.writeBytes(bytes);
                    })), nothing -> body.toString(StandardCharsets.UTF_8));
                });
        try {
            HttpResponse<String> answer = asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IOException("took longer than " + longest.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
