package io.fieldline.sandbox.quickbooks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Intuit's OAuth 2: codes, access tokens, and refresh tokens that give way to new ones. Safe for use by many threads. */
final class TokenDesk {

    private static final Duration REFRESH_LIFE = Duration.ofDays(101);

    /** @param replacedAt when it gave way to another; null while it has not */
    private record Refresh(Instant issued, Instant replacedAt) {}

    private final QuickBooksSettings settings;
    private final InstantSource time;
    private final Map<String, Instant> access = new HashMap<>();
    private final Map<String, Refresh> refresh = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private int issued;

    TokenDesk(QuickBooksSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** The owner lets the application in, as in the browser. @return the code that goes back to the application, good once */
    synchronized String authorize() {
        String code = "XAB" + unique();
        codes.add(code);
        return code;
    }

    /** The owner lets the application in, and the code was exchanged already. @return the first refresh token */
    synchronized String connect() {
        return newRefresh();
    }

    /** The owner shuts the application out, or Intuit does. */
    synchronized void disconnect() {
        access.clear();
        refresh.clear();
    }

    synchronized void expireAccess() {
        access.clear();
    }

    /** @throws Refusal where the token is missing, unknown or too old */
    synchronized void check(Request request) {
        String given = request.header("Authorization").orElse("");
        Instant until = given.startsWith("Bearer ") ? access.get(given.substring("Bearer ".length())) : null;
        if (until == null) {
            throw Refusal.unauthenticated(given.isEmpty() ? "Token missing" : "Token invalid or revoked");
        }
        if (!time.instant().isBefore(until)) {
            throw Refusal.unauthenticated("Token expired");
        }
    }

    /** <code>POST /oauth2/v1/tokens/bearer</code>. */
    synchronized Reply token(Request request) {
        String basic = Base64.getEncoder().encodeToString(
                (settings.clientId() + ":" + settings.clientSecret()).getBytes(StandardCharsets.UTF_8));
        if (!request.header("Authorization").orElse("").equals("Basic " + basic)) {
            return error(401, "invalid_client", "The client id or the secret is wrong");
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request", "The request is not a form");
        }
        Map<String, String> form = request.form();
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> exchange(form);
            case "refresh_token" -> renew(form.getOrDefault("refresh_token", ""));
            default -> error(400, "unsupported_grant_type", "The grant type is not supported");
        };
    }

    /** <code>POST /v2/oauth2/tokens/revoke</code>: either kind of token ends the connection. */
    synchronized Reply revoke(Request request) {
        String token = Fields.text(Fields.parse(request.text()), "token");
        if (!access.containsKey(token) && !refresh.containsKey(token)) {
            return error(400, "invalid_request", "The token is unknown");
        }
        disconnect();
        return Reply.empty(200);
    }

    private Reply exchange(Map<String, String> form) {
        if (form.getOrDefault("redirect_uri", "").isEmpty()) {
            return error(400, "invalid_request", "The redirect_uri is missing");
        }
        if (!codes.remove(form.getOrDefault("code", ""))) {
            return error(400, "invalid_grant", "The authorization code is invalid or was used");
        }
        return granted(newRefresh());
    }

    private Reply renew(String given) {
        Refresh known = refresh.get(given);
        Instant now = time.instant();
        boolean good = known != null && now.isBefore(known.issued().plus(REFRESH_LIFE))
                && (known.replacedAt() == null || now.isBefore(known.replacedAt().plus(settings.tokens().grace())));
        if (!good) {
            return error(400, "invalid_grant", "Incorrect or invalid refresh token");
        }
        if (known.replacedAt() == null && now.isBefore(known.issued().plus(settings.tokens().rotateAfter()))) {
            return granted(given);
        }
        if (known.replacedAt() == null) {
            refresh.put(given, new Refresh(known.issued(), now));
        }
        return granted(newRefresh());
    }

    private Reply granted(String refreshToken) {
        String token = "eyJsandbox." + unique();
        access.put(token, time.instant().plus(settings.tokens().access()));
        ObjectNode body = Fields.NODES.objectNode().put("token_type", "bearer").put("access_token", token)
                .put("expires_in", settings.tokens().access().toSeconds()).put("refresh_token", refreshToken)
                .put("x_refresh_token_expires_in", REFRESH_LIFE.toSeconds());
        return Reply.json(200, body);
    }

    private String newRefresh() {
        String token = "RT1-sandbox-" + unique();
        refresh.put(token, new Refresh(time.instant(), null));
        return token;
    }

    private String unique() {
        return String.format("%08d", ++issued);
    }

    private static Reply error(int status, String error, String description) {
        return Reply.json(status, Fields.NODES.objectNode().put("error", error).put("error_description", description));
    }
}
