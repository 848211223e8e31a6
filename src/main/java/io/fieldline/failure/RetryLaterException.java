package io.fieldline.failure;

import java.time.Duration;
import java.util.Optional;

/** The other side is busy or unreachable: the checkpoint waits and the same record is tried again later. */
public final class RetryLaterException extends SyncException {

    private final transient Duration retryAfter;

    public RetryLaterException(String message, Throwable cause) {
        this(message, null, cause);
    }

    /** @param retryAfter how long the other side asked to be left alone, or null when it did not say */
    public RetryLaterException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
