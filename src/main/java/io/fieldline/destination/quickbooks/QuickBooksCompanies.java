package io.fieldline.destination.quickbooks;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.sync.SealedTokens;
import io.fieldline.tenant.Connection;

/** The companies that connections lead to; whoever calls the same one shares its tokens' turn. Safe for use by many threads. */
public final class QuickBooksCompanies {

    private final SealedTokens tokens;
    private final InstantSource time;
    private final ProviderCalls calls = ProviderCalls.usual();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    public QuickBooksCompanies(SealedTokens tokens, InstantSource time) {
        this.tokens = tokens;
        this.time = time;
    }

    InstantSource time() {
        return time;
    }

    /** @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong */
    QuickBooksClient client(Connection connection) {
        QuickBooksAccount account = QuickBooksAccount.of(connection);
        Object turn = turns.computeIfAbsent(account.tokenAccount(), one -> new Object());
        return new QuickBooksClient(account, new AccessTokens(account, tokens, calls, time, turn), calls, time);
    }
}
