package io.fieldline.outreach;

/** What a provider's answer says about the recipient, beyond this message. */
public enum Suppression {

    NONE,

    /** Nothing can reach this number or address: it does not exist, is a landline, or bounced for good. */
    RECIPIENT,

    /** The recipient told the provider to be left alone. */
    OPTED_OUT
}
