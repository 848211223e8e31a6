package io.fieldline.servicetitan.http;

/** A request was called off right before it was sent. */
final class CalledOffException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RuntimeException reason;

    CalledOffException(RuntimeException reason) {
        super(null, null, false, false);
        this.reason = reason;
    }

    RuntimeException reason() {
        return reason;
    }
}
