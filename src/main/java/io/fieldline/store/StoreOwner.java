package io.fieldline.store;

import java.time.Instant;

/**
 * The process that owns a state store.
 *
 * @param process its pid and, where the store is on a server, its host
 * @param since when it took the store
 */
record StoreOwner(String process, Instant since) {

    @Override
    public String toString() {
        return process + ", since " + since;
    }
}
