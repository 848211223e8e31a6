package io.fieldline.servicetitan.auth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.tenant.ServiceTitanAccount;

/** Asks ServiceTitan's token endpoint for a token with the client credentials grant, the only grant it offers. */
public final class TokenEndpoint {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final InstantSource clock;

    public TokenEndpoint(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    AccessToken mint(ServiceTitanAccount account) {
        URI uri = URI.create(account.authUrl() + "/connect/token");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(account))).build();
        HttpResponse<String> response = send(uri, request);
        return switch (response.statusCode()) {
            case 200 -> read(uri, response.body());
            case 400, 401, 403 -> throw refused(uri, account, response);
            default -> throw new RetryLaterException(
                    "The token endpoint " + uri + " answered " + response.statusCode(), retryAfter(response), null);
        };
    }

    private HttpResponse<String> send(URI uri, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RetryLaterException("The token endpoint " + uri + " could not be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted while waiting for a token", e);
        }
    }

    private AccessToken read(URI uri, String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            if (!answer.path("access_token").isTextual()) {
                throw new RetryLaterException("The token endpoint " + uri + " answered 200 without an access token", null);
            }
            return AccessToken.issued(answer.get("access_token").asText(), scopes(answer.path("scope")), clock.instant(),
                    Duration.ofSeconds(answer.path("expires_in").asLong(900)));
        } catch (IOException e) {
            // The parser's message may quote the body, and the body may hold a token: neither is passed on.
            throw new RetryLaterException("The token endpoint " + uri + " answered 200 with something that is not JSON", null);
        }
    }

    private static Set<String> scopes(JsonNode scope) {
        Set<String> scopes = new HashSet<>();
        if (scope.isArray()) {
            scope.forEach(one -> scopes.add(one.asText()));
        } else if (scope.isTextual() && !scope.asText().isBlank()) {
            scopes.addAll(Set.of(scope.asText().trim().split("\\s+")));
        }
        return scopes;
    }

    private static TenantUnavailableException refused(URI uri, ServiceTitanAccount account, HttpResponse<String> response) {
        String error;
        try {
            error = JSON.readTree(response.body()).path("error").asText("no reason given");
        } catch (IOException e) {
            error = "no reason given";
        }
        return new TenantUnavailableException("ServiceTitan refused the client credentials of client "
                + account.clientId() + " at " + uri + " (" + response.statusCode() + " " + error + "). Check the client id, the"
                + " client secret " + account.clientSecret().name() + ", that the application is connected to tenant "
                + account.tenantId() + ", and that both belong to the environment "
                + account.environment().name().toLowerCase(java.util.Locale.ROOT) + ".");
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value))).orElse(null);
    }

    private static String form(ServiceTitanAccount account) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", account.clientId());
        fields.put("client_secret", account.clientSecret().reveal());
        if (account.networkClient()) {
            fields.put("tenant", Long.toString(account.tenantId()));
        }
        return fields.entrySet().stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
