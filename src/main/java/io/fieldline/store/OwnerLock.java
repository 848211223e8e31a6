package io.fieldline.store;

import java.sql.Connection;
import java.util.Optional;

/** Held by the one process that polls and writes; ends with the process, however it ends. */
interface OwnerLock extends AutoCloseable {

    /** A store that is only looked at, which the database itself keeps from being written to. */
    OwnerLock NONE = () -> {
    };

    /**
     * Called on the connection that is about to write or commit.
     *
     * @throws io.fieldline.failure.RetryLaterException when the lock is no longer held
     */
    default void require(Connection connection) {
        // A lock that only ends with the process is always held.
    }

    /** Looks whether the lock is held, and tries to take it again when it is not; why that failed, if it did. */
    default Optional<String> keep() {
        return Optional.empty();
    }

    @Override
    void close();
}
