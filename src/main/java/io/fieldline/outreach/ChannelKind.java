package io.fieldline.outreach;

/** How a message reaches its recipient. */
public enum ChannelKind {

    SMS, EMAIL,
    /** a notification of the recipient's own device */
    PUSH,
    /** an event in a marketing system, which sends what it thinks fit */
    EVENT,
    /** a CRM's property or static list that starts or ends a sequence there */
    ENROLLMENT
}
