package io.fieldline.outreach;

/** How far a message came, as its provider reports it. UNDELIVERED: it left the provider and did not arrive. */
public enum DeliveryState {
    ACCEPTED, DELIVERED, FAILED, UNDELIVERED
}
