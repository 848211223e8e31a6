package io.fieldline.warehouse;

/** A row of a batch holds something that its table cannot; which one, the engine does not say. */
final class UnstorableRowException extends Exception {

    private static final long serialVersionUID = 1L;

    UnstorableRowException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
