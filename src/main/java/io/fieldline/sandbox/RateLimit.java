package io.fieldline.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A bucket of requests for each application key and tenant, refilled evenly in real time. */
final class RateLimit {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private static final class Bucket {
        private double tokens;
        private long filled;
    }

    RateLimit(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Takes a request from the bucket, or says after how many seconds to come again. */
    Optional<Integer> take(String appKey, long tenantId) {
        Bucket bucket = buckets.computeIfAbsent(appKey + " " + tenantId, key -> full());
        synchronized (bucket) {
            long now = nanos.getAsLong();
            bucket.tokens = Math.min(perSecond, bucket.tokens + (now - bucket.filled) / NANOS * perSecond);
            bucket.filled = now;
            if (bucket.tokens >= 1) {
                bucket.tokens -= 1;
                return Optional.empty();
            }
            return Optional.of((int) Math.ceil((1 - bucket.tokens) / perSecond));
        }
    }

    private Bucket full() {
        Bucket bucket = new Bucket();
        bucket.tokens = perSecond;
        bucket.filled = nanos.getAsLong();
        return bucket;
    }
}
