package io.fieldline.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Speaks to a sandbox as an application of one tenant does. */
final class SandboxClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final long tenant;
    private final String appKey;
    private String token;

    SandboxClient(URI url, long tenant) {
        this.url = url;
        this.tenant = tenant;
        this.appKey = SandboxCredentials.of(tenant).appKey();
        this.token = fetchToken();
    }

    String fetchToken() {
        SandboxCredentials credentials = SandboxCredentials.of(tenant);
        return json(token(credentials.clientId(), credentials.clientSecret())).get("access_token").asText();
    }

    void renewToken() {
        token = fetchToken();
    }

    String token() {
        return token;
    }

    HttpResponse<String> token(String clientId, String secret) {
        String form = "grant_type=client_credentials&client_id=" + encode(clientId) + "&client_secret=" + encode(secret);
        return send(HttpRequest.newBuilder(url.resolve("/connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** A GET that is expected to succeed; the path begins after the tenant's part, <code>jpm/v2 jobs?page=1</code>. */
    JsonNode read(String module, String rest) {
        HttpResponse<String> response = get(module, rest);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    HttpResponse<String> get(String module, String rest) {
        return send(authorized(path(module, rest)).GET());
    }

    HttpResponse<String> get(String path) {
        return send(authorized(path).GET());
    }

    HttpResponse<String> send(String method, String module, String rest, String body) {
        return send(authorized(path(module, rest)).header("Content-Type", "application/json").method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> getWith(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url.resolve(path));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return send(builder.GET());
    }

    JsonNode control(String method, String rest) {
        return control(method, rest, "");
    }

    JsonNode control(String method, String rest, String body) {
        return json(send(HttpRequest.newBuilder(url.resolve("/control/" + rest)).method(method,
                HttpRequest.BodyPublishers.ofString(body))));
    }

    String path(String module, String rest) {
        return "/" + module + "/tenant/" + tenant + "/" + rest;
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + token).header("ST-App-Key",
                appKey);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
