package io.fieldline.destination.quickbooks;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.sync.SealedTokens;
import io.fieldline.tenant.Connection;

/**
 * The companies that connections lead to. Whoever calls the same one, for documents, customers or a check, shares its pace and
 * its tokens. Safe for use by many threads.
 */
public final class QuickBooksCompanies {

    private final SealedTokens tokens;
    private final InstantSource time;
    private final ProviderCalls calls = ProviderCalls.usual();
    private final Map<List<String>, Shared> companies = new ConcurrentHashMap<>();

    private record Shared(QuickBooksClient client, Object turn) {}

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
        return companies.compute(List.of(account.url(), account.realmId()), (company, known) -> known != null
                && known.client().account().equals(account) ? known : opened(account, known)).client();
    }

    /** With what the connection says now; the pace goes on. */
    private Shared opened(QuickBooksAccount account, Shared before) {
        Pace pace = before == null ? new Pace(account.callsPerMinute(), account.connections()) : before.client().pace();
        pace.limits(account.callsPerMinute(), account.connections());
        Object turn = before == null ? new Object() : before.turn();
        return new Shared(
                new QuickBooksClient(account, new AccessTokens(account, tokens, calls, time, turn), calls, time, pace),
                turn);
    }
}
