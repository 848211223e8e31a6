package io.fieldline.servicetitan.auth;

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

        AccessToken token(ServiceTitanAccount account) {
            AccessToken token = current;
            return token != null && token.freshAt(clock.instant()) ? token : renew(account);
        }

        private synchronized AccessToken renew(ServiceTitanAccount account) {
            AccessToken token = current;
            if (token != null && token.freshAt(clock.instant())) {
                return token;
            }
            try {
                current = endpoint.mint(account);
            } catch (SyncException e) {
                if (token == null || !token.validAt(clock.instant())) {
                    throw e;
                }
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
