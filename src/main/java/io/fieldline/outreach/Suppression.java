package io.fieldline.outreach;

/** What a provider's word on one message means for the next ones to the same recipient. */
public enum Suppression {

    NONE,
    /** this number, address or device is never written to again: it does not exist or cannot be reached */
    RECIPIENT,
    /** the person does not want messages */
    OPTED_OUT
}
