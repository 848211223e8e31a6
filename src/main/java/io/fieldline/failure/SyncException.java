package io.fieldline.failure;

/**
 * The root of everything that can stop a record or a flow. Which of the four subclasses is thrown decides what happens
 * next; nothing else does.
 */
public abstract sealed class SyncException extends RuntimeException
        permits RetryLaterException, RejectedRecordException, TenantUnavailableException, MisconfiguredException {

    protected SyncException(String message, Throwable cause) {
        super(message, cause);
    }
}
