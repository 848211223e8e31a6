package io.fieldline.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;

/** A sandbox in this process, which is another one than the application's, and what it knows to be true. */
final class LocalServiceTitan implements AutoCloseable {

    /** About a quarter of all requests fails, in every way that was seen to happen. */
    static final String A_QUARTER_FAILS = "too-many-requests=0.05,server-error=0.04,html-unavailable=0.03,"
            + "connection-reset=0.04,truncated-body=0.04,html-body=0.03,revoked-token=0.03";

    private static final int ROWS_AT_ONCE = 20_000;
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

    void faults(String rates) {
        control("POST", "faults?rates=" + URLEncoder.encode(rates, StandardCharsets.UTF_8));
    }

    /** How many rows a collection has. */
    long rows(long tenant, String collection) {
        return control("GET", "truth?tenant=" + tenant).path(collection).path("rows").asLong();
    }

    /** Every row of a collection, by its id. */
    Map<Long, JsonNode> table(long tenant, String collection) {
        Map<Long, JsonNode> table = new LinkedHashMap<>();
        for (int from = 0;; from += ROWS_AT_ONCE) {
            JsonNode rows = control("GET", "rows?tenant=" + tenant + "&collection=" + collection + "&from=" + from + "&limit="
                    + ROWS_AT_ONCE);
            rows.forEach(row -> table.put(row.path("id").asLong(), row));
            if (rows.size() < ROWS_AT_ONCE) {
                return table;
            }
        }
    }

    /** The pages of a collection's feed that were served whole, in the order of their first time. */
    List<String> feedPages(String path) {
        List<String> pages = new ArrayList<>();
        control("GET", "requests").path("pages").fieldNames().forEachRemaining(page -> {
            if (page.contains(path) && page.contains("/export/")) {
                pages.add(page);
            }
        });
        return pages;
    }

    /** Requests answered with a status, over all operations. */
    long answered(int status) {
        long sum = 0;
        for (JsonNode statuses : control("GET", "requests").path("counts")) {
            sum += statuses.path(String.valueOf(status)).asLong();
        }
        return sum;
    }

    /** All requests to the API, however they were answered. */
    long requests() {
        long sum = 0;
        for (JsonNode statuses : control("GET", "requests").path("counts")) {
            for (JsonNode count : statuses) {
                sum += count.asLong();
            }
        }
        return sum;
    }

    @Override
    public void close() {
        server.close();
    }
}
