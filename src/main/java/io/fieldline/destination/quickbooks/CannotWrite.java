package io.fieldline.destination.quickbooks;

/** A content that QuickBooks cannot hold; the message says why, for people. */
final class CannotWrite extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotWrite(String reason) {
        super(reason, null, false, false);
    }
}
