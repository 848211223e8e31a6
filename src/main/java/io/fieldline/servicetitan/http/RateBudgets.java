package io.fieldline.servicetitan.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.tenant.ServiceTitanAccount;

/** The budgets in force: one for each tenant and application key, one for each report, one turn at a time where needed. */
public final class RateBudgets {

    private record Key(String appKey, long tenantId, int limit) {}

    private final Map<Key, RateBudget> budgets = new ConcurrentHashMap<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    public RateBudget of(ServiceTitanAccount account) {
        return budgets.computeIfAbsent(new Key(account.appKey().reveal(), account.tenantId(), account.rateLimit()),
                key -> new RateBudget(key.limit()));
    }

    /** What a thread must own while it runs an operation that tolerates one request at a time. */
    Object turn(ServiceTitanAccount account, Operation operation) {
        return turns.computeIfAbsent(account.tenantId() + " " + operation.path(), key -> new Object());
    }
}
