package io.fieldline.servicetitan.visit;

import io.fieldline.outreach.Standing.Stopped;

/** There is no reason for a message any more; whoever looks further has nothing to look for. */
final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Stopped stopped;

    Ended(String condition, String detail) {
        super(detail);
        this.stopped = new Stopped(condition, detail);
    }

    Stopped stopped() {
        return stopped;
    }
}
