package io.fieldline.servicetitan.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.SyncException;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * One token for each environment, tenant and client id, with one request for a new one in flight. A token that still
 * works serves on when its successor cannot be had, so a rotation of the secret is not noticed.
 */
public final class TokenCache {

    /** How long a token that still works serves before its successor is asked for again in vain. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final Map<TokenKey, Slot> slots = new ConcurrentHashMap<>();

    public TokenCache(TokenEndpoint endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * @throws io.fieldline.failure.TenantUnavailableException when the credentials are refused
     * @throws io.fieldline.failure.RetryLaterException when the token endpoint is busy or unreachable
     */
    public AccessToken token(ServiceTitanAccount account) {
        return slot(account).token(account);
    }

    /** The API refused this token: the next caller fetches another, unless somebody did so already. */
    public void reject(ServiceTitanAccount account, AccessToken refused) {
        slot(account).reject(refused);
    }

    private Slot slot(ServiceTitanAccount account) {
        return slots.computeIfAbsent(TokenKey.of(account), key -> new Slot());
    }

    private final class Slot {

        private volatile AccessToken current;
        private volatile Instant nextTry = Instant.MIN;

        AccessToken token(ServiceTitanAccount account) {
            AccessToken token = current;
            return serves(token) ? token : renew(account);
        }

        private boolean serves(AccessToken token) {
            Instant now = clock.instant();
            return token != null && (token.freshAt(now) || token.validAt(now) && now.isBefore(nextTry));
        }

        private synchronized AccessToken renew(ServiceTitanAccount account) {
            AccessToken token = current;
            if (serves(token)) {
                return token;
            }
            try {
                current = endpoint.mint(account);
            } catch (SyncException e) {
                if (token == null || !token.validAt(clock.instant())) {
                    throw e;
                }
                nextTry = clock.instant().plus(NEXT_TRY);
                return token;
            }
            return current;
        }

        synchronized void reject(AccessToken refused) {
            if (current == refused) {
                current = null;
            }
        }
    }
}
