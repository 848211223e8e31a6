package io.fieldline.servicetitan.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A bearer token.
 *
 * @param value never printed
 * @param scopes what it may be used for, as granted when it was issued
 * @param renewAt when a successor is fetched although this one still works
 * @param expiresAt when the API stops accepting it
 */
public record AccessToken(String value, Set<String> scopes, Instant renewAt, Instant expiresAt) {

    private static final Duration RENEW_EARLY = Duration.ofSeconds(60);

    static AccessToken issued(String value, Set<String> scopes, Instant issuedAt, Duration lifetime) {
        // A token that lives for less than two minutes would be renewed on every call: half its life serves then.
        Duration early = lifetime.dividedBy(2).compareTo(RENEW_EARLY) < 0 ? lifetime.dividedBy(2) : RENEW_EARLY;
        return new AccessToken(value, Set.copyOf(scopes), issuedAt.plus(lifetime).minus(early), issuedAt.plus(lifetime));
    }

    boolean freshAt(Instant now) {
        return now.isBefore(renewAt);
    }

    boolean validAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
