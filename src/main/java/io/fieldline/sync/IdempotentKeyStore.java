package io.fieldline.sync;

import java.time.Instant;

/** Keys of effects that must happen once. */
public interface IdempotentKeyStore {

    /** Adds the key; false when it was there already. */
    boolean add(String tenant, String scope, String key);

    boolean contains(String tenant, String scope, String key);

    boolean remove(String tenant, String scope, String key);

    int removeAddedBefore(Instant instant);
}
