package io.fieldline.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** The OAuth side: client credentials in, tokens out. Tokens age in real time. Safe for use by many threads. */
final class AccessTokens {

    /** What a token allows. */
    record Grant(long tenantId, Set<String> scopes, Instant expires) {}

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();
    private final InstantSource realTime;
    private final Duration life;

    private record Client(long tenantId, Set<String> secrets, List<String> scopes) {}

    AccessTokens(InstantSource realTime, Duration life) {
        this.realTime = realTime;
        this.life = life;
    }

    void register(String clientId, long tenantId, String secret, List<String> scopes) {
        Set<String> secrets = ConcurrentHashMap.newKeySet();
        secrets.add(secret);
        clients.put(clientId, new Client(tenantId, secrets, List.copyOf(scopes)));
    }

    /** A further secret; the others stay valid until they are withdrawn. */
    void addSecret(String clientId, String secret) {
        client(clientId).secrets().add(secret);
    }

    void withdrawSecret(String clientId, String secret) {
        client(clientId).secrets().remove(secret);
    }

    /** Every token of a tenant, or of all where none is named. Answers how many. */
    int revoke(Optional<Long> tenantId) {
        int before = grants.size();
        grants.values().removeIf(grant -> tenantId.isEmpty() || tenantId.get() == grant.tenantId());
        return before - grants.size();
    }

    void revoke(String token) {
        grants.remove(token);
    }

    long issued() {
        return issued.get();
    }

    Optional<Grant> grant(String token) {
        return Optional.ofNullable(grants.get(token)).filter(grant -> grant.expires().isAfter(realTime.instant()));
    }

    /** Answers <code>POST /connect/token</code>. */
    Reply token(Request request) {
        Map<String, String> form = request.form();
        if (!request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return refused("invalid_request");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused("unsupported_grant_type");
        }
        Client client = clients.get(form.getOrDefault("client_id", ""));
        if (client == null || !client.secrets().contains(form.getOrDefault("client_secret", ""))) {
            return refused("invalid_client");
        }
        return issue(form.get("client_id"), client);
    }

    private Reply issue(String clientId, Client client) {
        Instant now = realTime.instant();
        grants.values().removeIf(grant -> grant.expires().isBefore(now));
        String token = write(clientId, client, now);
        grants.put(token, new Grant(client.tenantId(), Set.copyOf(client.scopes()), now.plus(life)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", token);
        body.put("expires_in", life.toSeconds());
        body.put("token_type", "Bearer");
        body.put("scope", String.join(" ", client.scopes()));
        return Reply.json(200, body);
    }

    /** The shape of a JWT; the signature only looks like one, for callers cannot verify it and we keep a list. */
    private String write(String clientId, Client client, Instant now) {
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("alg", "RS256").put("kid", "sandbox").put("typ",
                "at+jwt");
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("nbf", now.getEpochSecond()).put("exp", now.plus(life).getEpochSecond());
        payload.put("iss", "http://127.0.0.1").put("client_id", clientId).put("tenant", String.valueOf(client.tenantId()));
        payload.put("jti", Long.toHexString(issued.incrementAndGet())).put("iat", now.getEpochSecond());
        client.scopes().forEach(payload.withArrayProperty("scope")::add);
        String unsigned = encode(header.toString()) + "." + encode(payload.toString());
        return unsigned + "." + encode("sandbox" + unsigned.hashCode());
    }

    private Client client(String clientId) {
        Client client = clients.get(clientId);
        if (client == null) {
            throw new IllegalArgumentException("There is no client " + clientId);
        }
        return client;
    }

    private static Reply refused(String error) {
        return Reply.json(400, JsonNodeFactory.instance.objectNode().put("error", error));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
