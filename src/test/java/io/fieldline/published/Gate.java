package io.fieldline.published;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a request to the API in: application key, token, tenant, and how many there were in the last second. */
final class Gate {

    private static final int LIMIT = 60;
    /** An answer is on its way for a moment, and so are the requests that were sent before it came. */
    private static final long UNDER_WAY = 250_000_000;

    private final TokenDesk tokens;
    private final Ledger ledger;
    private final Heartbeat heartbeat;
    private final Map<Long, RateWindow> windows = new ConcurrentHashMap<>();
    private final Map<Long, long[]> pauses = new ConcurrentHashMap<>();
    private final AtomicLong impatient = new AtomicLong();

    Gate(TokenDesk tokens, Ledger ledger, Heartbeat heartbeat) {
        this.tokens = tokens;
        this.ledger = ledger;
        this.heartbeat = heartbeat;
    }

    /** Why the request stays outside; empty when it may come in. */
    Optional<Answer> refusal(Call call, long tenant) {
        String key = call.header("ST-App-Key");
        if (!Credentials.of(tenant).appKey().equals(key)) {
            ledger.violation(call, key.isEmpty() ? "no ST-App-Key" : "another ST-App-Key");
            return Optional.of(Answer.problem(401, "Application key not present, check ST-App-Key header value."));
        }
        TokenDesk.Entry entry = tokens.enter(call.header("Authorization"));
        if (entry.violation()) {
            ledger.violation(call, entry.refusal());
        }
        if (entry.refusal() != null) {
            return Optional.of(Answer.problem(401, "Unauthorized: " + entry.refusal()));
        }
        if (entry.tenant() != tenant) {
            ledger.violation(call, "the token of tenant " + entry.tenant());
            return Optional.of(Answer.problem(403, "The token is another tenant's."));
        }
        long[] pause = pauses.get(tenant);
        if (pause != null && call.arrivedAt() > pause[0] + UNDER_WAY && call.arrivedAt() < pause[1] - UNDER_WAY) {
            impatient.incrementAndGet();
        }
        RateWindow window = windows.computeIfAbsent(tenant, one -> new RateWindow(LIMIT));
        return window.exceededBy(heartbeat.earliest(call.arrivedAt()), call.arrivedAt())
                ? Optional.of(Answer.tooMany(1))
                : Optional.empty();
    }

    /** From now on a tenant was told to wait. */
    void toldToWait(long tenant, int seconds) {
        long now = System.nanoTime();
        pauses.put(tenant, new long[]{now, now + seconds * 1_000_000_000L });
    }

    /** Requests that came although their tenant had been told to wait. */
    long impatient() {
        return impatient.get();
    }

    List<String> excesses() {
        return windows.values().stream().flatMap(window -> window.excesses().stream()).toList();
    }

    /** Requests that were let pass because a stall of this process may have made them look too many. */
    long doubts() {
        return windows.values().stream().mapToLong(RateWindow::doubts).sum();
    }
}
