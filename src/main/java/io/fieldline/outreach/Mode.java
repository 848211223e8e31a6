package io.fieldline.outreach;

/** How far a tenant's messages go. */
public enum Mode {

    /** Nothing is sent; the outbox shows what would have been. A new tenant begins so. */
    PREVIEW,

    /** Everything goes to one number or address of the tenant's own. */
    REDIRECT,

    LIVE
}
