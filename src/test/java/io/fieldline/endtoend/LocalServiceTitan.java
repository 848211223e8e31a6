package io.fieldline.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;

/** A sandbox in this process, which is another one than the application's, and what it knows to be true. */
final class LocalServiceTitan implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final SandboxServer server;

    LocalServiceTitan(SandboxSettings settings) {
        this.server = SandboxServer.start(settings);
    }

    URI url() {
        return server.url();
    }

    JsonNode control(String method, String path) {
        return control(method, path, "");
    }

    JsonNode control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/control/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many rows a collection has. */
    long rows(long tenant, String collection) {
        return control("GET", "truth?tenant=" + tenant).path(collection).path("rows").asLong();
    }

    @Override
    public void close() {
        server.close();
    }
}
