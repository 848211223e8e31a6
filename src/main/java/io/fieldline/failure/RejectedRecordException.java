package io.fieldline.failure;

/** This record will not go through as it is: it is parked as a dead letter and the checkpoint moves on. */
public final class RejectedRecordException extends SyncException {

    public RejectedRecordException(String message) {
        this(message, null);
    }

    public RejectedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
