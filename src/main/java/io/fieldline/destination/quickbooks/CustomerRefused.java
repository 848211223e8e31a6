package io.fieldline.destination.quickbooks;

import io.fieldline.ledger.PostOutcome;

/** A document was refused, perhaps because its customer is not there or not in use any more. */
final class CustomerRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient PostOutcome.Refused outcome;

    CustomerRefused(PostOutcome.Refused outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    /** What it means where the customer is not to blame. */
    PostOutcome.Refused outcome() {
        return outcome;
    }
}
