package io.fieldline.servicetitan.desk.record;

/** ServiceTitan answers a retired operation as one that is not there. Nothing was changed. */
final class NoLongerOfferedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoLongerOfferedException(String message) {
        super(message, null, false, false);
    }
}
