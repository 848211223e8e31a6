package io.fieldline.servicetitan.http;

import io.fieldline.failure.SyncException;

/**
 * How one attempt ended.
 *
 * @param status 0 when there was no answer, or none that could be read
 * @param failure null when it went well
 */
record Outcome<T>(int status, byte[] body, T value, SyncException failure, boolean repeatable,
        boolean tokenRefused) {

    static <T> Outcome<T> failed(SyncException failure, boolean repeatable) {
        return new Outcome<>(0, null, null, failure, repeatable, false);
    }

    /** Of a write, whether it may have been applied: neither a 429 nor a refused token lets it come so far. */
    boolean mayBeApplied() {
        return failure != null && !tokenRefused && status != 429;
    }

    Outcome<T> notRepeated() {
        return new Outcome<>(status, body, value, failure, false, false);
    }
}
