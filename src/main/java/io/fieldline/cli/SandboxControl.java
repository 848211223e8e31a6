package io.fieldline.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.SandboxServer;

/** Asks a local ServiceTitan what it knows to be true, and lets things happen there. */
final class SandboxControl {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxControl(SandboxServer sandbox) {
        this.url = sandbox.url();
    }

    /** Every row of a collection. */
    List<JsonNode> rows(long tenant, String collection) {
        List<JsonNode> rows = new ArrayList<>();
        call("GET", "rows?tenant=" + tenant + "&collection=" + collection + "&limit=1000000").forEach(rows::add);
        return rows;
    }

    /** Changes a row, or adds one where the fields have no id; the row as it is then. */
    JsonNode change(long tenant, String collection, JsonNode fields) {
        return call("POST", "rows?tenant=" + tenant + "&collection=" + collection, fields.toString());
    }

    void step(Duration by) {
        call("POST", "clock?step=" + by);
    }

    JsonNode call(String method, String path) {
        return call(method, path, "");
    }

    private JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/control/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The sandbox refused " + path + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox did not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
