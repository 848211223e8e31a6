package io.fieldline.flow;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.sync.IdempotentKeyStore;

/** Keeps keys in a set, written as tenant, scope and key with bars between. */
final class InMemoryIdempotentKeyStore implements IdempotentKeyStore {

    final Set<String> keys = ConcurrentHashMap.newKeySet();

    @Override
    public boolean add(String tenant, String scope, String key) {
        return keys.add(String.join("|", tenant, scope, key));
    }

    @Override
    public boolean contains(String tenant, String scope, String key) {
        return keys.contains(String.join("|", tenant, scope, key));
    }

    @Override
    public boolean remove(String tenant, String scope, String key) {
        return keys.remove(String.join("|", tenant, scope, key));
    }

    @Override
    public int removeAddedBefore(Instant instant) {
        throw new UnsupportedOperationException("Keys have no age here");
    }
}
