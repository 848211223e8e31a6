package io.fieldline.outreach;

/** How far a message came. */
public enum OutboxState {

    /** Waits for its time. */
    SCHEDULED,

    /** Somebody is about to hand it over, or ended while doing so. */
    SENDING,

    /** The provider has it. */
    ACCEPTED,

    DELIVERED,

    /** The provider refused it, or could not deliver it. */
    FAILED,

    /** The provider may have it or not; only one that does a message once is told it again. */
    UNCERTAIN,

    /** The gate refused it. */
    REFUSED,

    /** What it was about ended, or a person took it back. */
    CANCELLED,

    TOO_LATE,

    /** Would have been sent, by a tenant that sends nothing yet. */
    PREVIEWED;

    /** Whether nothing more happens to it by our own doing. */
    public boolean ended() {
        return this != SCHEDULED && this != SENDING;
    }
}
