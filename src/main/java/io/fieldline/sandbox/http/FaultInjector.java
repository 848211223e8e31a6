package io.fieldline.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which request goes wrong. The n-th request of a tenant meets the same fault in every run with the same seed
 * and rates. Safe for use by many threads.
 */
public final class FaultInjector {

    private final long seed;
    private final Map<String, SplittableRandom> draws = new ConcurrentHashMap<>();
    private final Map<String, FaultRates> ofOne = new ConcurrentHashMap<>();
    private volatile FaultRates ofAll;

    public FaultInjector(long seed, FaultRates rates) {
        this.seed = seed;
        this.ofAll = rates;
    }

    /** Sets what happens to everybody without rates of its own. */
    public void set(FaultRates rates) {
        ofAll = rates;
    }

    /** Sets what happens to one caller, such as a tenant. */
    public void set(String caller, FaultRates rates) {
        ofOne.put(caller, rates);
    }

    public FaultRates rates(String caller) {
        return ofOne.getOrDefault(caller, ofAll);
    }

    /** The fault of this caller's next request. */
    public Optional<Fault> next(String caller) {
        FaultRates rates = rates(caller);
        if (rates.shares().isEmpty()) {
            return Optional.empty();
        }
        SplittableRandom random = draws.computeIfAbsent(caller, this::random);
        double drawn;
        synchronized (random) {
            drawn = random.nextDouble();
        }
        for (Map.Entry<Fault, Double> share : new TreeMap<>(rates.shares()).entrySet()) {
            drawn -= share.getValue();
            if (drawn < 0) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }

    /** A reply as the fault leaves it; faults that are not about the transport leave it alone. */
    public Reply spoil(Reply reply, Fault fault, String caller) {
        return switch (fault) {
            case CONNECTION_RESET -> reply.delivered(Reply.Delivery.NONE);
            case TRUNCATED_BODY -> reply.delivered(Reply.Delivery.TRUNCATED);
            case SLOW -> reply.delayed(rates(caller).slowness());
            case HTML_UNAVAILABLE -> Reply.html(503, "Service Unavailable");
            case HTML_BODY -> Reply.html(200, "Please wait");
            default -> reply;
        };
    }

    private SplittableRandom random(String caller) {
        long mixed = seed;
        for (byte letter : caller.getBytes(StandardCharsets.UTF_8)) {
            mixed = 31 * mixed + letter;
        }
        return new SplittableRandom(mixed);
    }
}
