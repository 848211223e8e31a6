package io.fieldline.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** Hands verbs to the service that owns the store, and its progress back. */
public final class RemoteOperator implements Operator {

    private final ServiceAddress address;
    private final HttpClient http = HttpClient.newHttpClient();

    public RemoteOperator(ServiceAddress address) {
        this.address = address;
    }

    @Override
    public ObjectNode run(String verb, ObjectNode arguments, Consumer<ObjectNode> progress) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.port() + "/operator/" + verb))
                .header("Authorization", "Bearer " + address.token()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(arguments.toString())).build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new MisconfiguredException("The service with process id " + address.pid() + " answered the verb " + verb
                        + " with " + response.statusCode());
            }
            return read(verb, response.body(), progress);
        } catch (IOException e) {
            throw new RetryLaterException(
                    "The service with process id " + address.pid() + " owns this store and did not answer: " + e,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException(verb + ": interrupted; the service goes on with it", e);
        }
    }

    private static ObjectNode read(String verb, InputStream body, Consumer<ObjectNode> progress) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = Json.MAPPER.readTree(line);
                if (message.has("progress")) {
                    progress.accept((ObjectNode) message.get("progress"));
                } else if (message.has("result")) {
                    return (ObjectNode) message.get("result");
                } else {
                    throw failure(message.path("failure").asText(), message.path("message").asText());
                }
            }
        }
        throw new RetryLaterException("The service ended before it answered the verb " + verb, null);
    }

    private static SyncException failure(String kind, String message) {
        return switch (kind) {
            case "RetryLaterException" -> new RetryLaterException(message, null);
            case "TenantUnavailableException" -> new TenantUnavailableException(message);
            case "RejectedRecordException" -> new RejectedRecordException(message);
            default -> new MisconfiguredException(message);
        };
    }
}
