package io.fieldline.outreach;

/** By what means somebody is reached. */
public enum ChannelKind {

    SMS, EMAIL, PUSH,

    /** An event in a marketing system, such as Klaviyo, whose own flows make a message of it. */
    EVENT,

    /** A property or a static list of a CRM, such as HubSpot, by which its own workflow begins and ends. */
    ENROLLMENT
}
