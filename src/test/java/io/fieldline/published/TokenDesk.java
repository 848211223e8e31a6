package io.fieldline.published;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Client credentials in exchange for tokens of a short life. */
final class TokenDesk {

    private static final int DEAF_AFTER = 20;

    private final Duration life;
    private final int tenants;
    private final Map<String, Set<String>> secrets = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();

    private record Token(long tenant, long endsAt, AtomicInteger refused, boolean[] revoked) {}

    /** Who a request comes from, or why it is refused; a violation is what a client must not do. */
    record Entry(long tenant, String refusal, boolean violation) {}

    TokenDesk(int tenants, Duration life) {
        this.tenants = tenants;
        this.life = life;
    }

    /** The token's text; empty where the client is not known. */
    Optional<String> issue(String clientId, String secret) {
        for (long tenant = 1001; tenant <= 1000 + tenants; tenant++) {
            Credentials credentials = Credentials.of(tenant);
            if (credentials.clientId().equals(clientId) && secretsOf(tenant).contains(secret)) {
                String text = "eyJ" + Long.toHexString(0x9E3779B97F4A7C15L * issued.incrementAndGet()) + "." + tenant;
                tokens.put(text, new Token(tenant, System.nanoTime() + life.toNanos(), new AtomicInteger(), new boolean[1]));
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private Set<String> secretsOf(long tenant) {
        return secrets.computeIfAbsent(String.valueOf(tenant), key -> {
            Set<String> valid = ConcurrentHashMap.newKeySet();
            valid.add(Credentials.of(tenant).clientSecret());
            return valid;
        });
    }

    Entry enter(String authorization) {
        Token token = tokens.get(authorization.replaceFirst("^Bearer ", ""));
        if (token == null) {
            return new Entry(0, "no token of this server", true);
        }
        if (token.revoked()[0]) {
            // Requests under way still carry it; a client that goes on with it does not listen.
            return new Entry(token.tenant(), "the token was revoked", token.refused().incrementAndGet() > DEAF_AFTER);
        }
        return System.nanoTime() > token.endsAt()
                ? new Entry(token.tenant(), "the token has expired", true)
                : new Entry(token.tenant(), null, false);
    }

    void revoke(String authorization) {
        Optional.ofNullable(tokens.get(authorization.replaceFirst("^Bearer ", "")))
                .ifPresent(token -> token.revoked()[0] = true);
    }

    void revokeAll(long tenant) {
        tokens.values().stream().filter(token -> token.tenant() == tenant).forEach(token -> token.revoked()[0] = true);
    }

    /** From now on only this secret is the tenant's. */
    void rotate(long tenant, String secret) {
        Set<String> valid = secretsOf(tenant);
        valid.add(secret);
        valid.retainAll(Set.of(secret));
    }

    long issued() {
        return issued.get();
    }

    long lifeSeconds() {
        return life.toSeconds();
    }
}
