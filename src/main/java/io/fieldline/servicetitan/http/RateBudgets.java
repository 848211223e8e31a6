package io.fieldline.servicetitan.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.tenant.ServiceTitanAccount;

/** The budgets in force: one for each tenant and application key, one for each report, one turn at a time where needed. */
public final class RateBudgets {

    private record Key(String appKey, long tenantId, int limit) {}

    private final Map<Key, RateBudget> budgets = new ConcurrentHashMap<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();
    private final Map<String, Long> intervals = new HashMap<>();
    private final LongSupplier nanoTime;

    public RateBudgets() {
        this(System::nanoTime);
    }

    RateBudgets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public RateBudget of(ServiceTitanAccount account) {
        return budgets.computeIfAbsent(new Key(account.appKey().reveal(), account.tenantId(), account.rateLimit()),
                key -> new RateBudget(key.limit()));
    }

    /**
     * Operations such as reports are answered once in an interval for each tenant and report, whichever way they are asked.
     *
     * @param bearable whether a wait is accepted
     * @return how long the request has to wait; its place is taken only when that is accepted
     */
    Duration interval(ServiceTitanAccount account, ApiRequest request, Predicate<Duration> bearable) {
        Optional<Duration> interval = request.operation().interval();
        if (interval.isEmpty()) {
            return Duration.ZERO;
        }
        String same = request.operation().intervalParameter().map(request.path()::get).orElse(request.operation().path());
        String key = account.apiUrl() + " " + account.tenantId() + " " + same;
        synchronized (intervals) {
            long now = nanoTime.getAsLong();
            long turn = Math.max(now, intervals.getOrDefault(key, now));
            Duration wait = Duration.ofNanos(turn - now);
            if (bearable.test(wait)) {
                intervals.put(key, turn + interval.get().toNanos());
            }
            return wait;
        }
    }

    /** What a thread must own while it runs an operation that tolerates one request at a time. */
    Object turn(ServiceTitanAccount account, Operation operation) {
        return turns.computeIfAbsent(account.tenantId() + " " + operation.path(), key -> new Object());
    }
}
