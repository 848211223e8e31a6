package io.fieldline.outreach;

/** How far a message has come. */
public enum DeliveryState {

    /** the provider has it and has not delivered it yet */
    ACCEPTED, DELIVERED,
    /** the provider could not send it */
    FAILED,
    /** it was sent, and the recipient's carrier or mail server did not take it */
    UNDELIVERED
}
