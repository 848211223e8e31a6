package io.fieldline.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Stands in front of a provider and serves it below a path alone; anything else is not found. */
public final class PathPrefixProxy implements AutoCloseable {

    public static final String PREFIX = "/gateway/acme";
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "upgrade", "http2-settings");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI provider;
    private final UnaryOperator<String> answers;

    /** @param answers how bodies of answers are rewritten on their way back */
    public PathPrefixProxy(URI provider, UnaryOperator<String> answers) {
        this.provider = provider;
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PREFIX + "/", this::forward);
        server.start();
    }

    /** What a tenant would write as <code>url</code>, with a slash too many. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX + "/";
    }

    private void forward(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString().substring(PREFIX.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(provider.toString().replaceAll("/+$", "") + asked))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            byte[] body = answers.apply(answer.body()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            answer.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name) && !name.equals("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
