package io.fieldline.outreach;

import java.util.EnumSet;
import java.util.Set;

/** Why a message was not sent. */
public enum RefusalReason {

    CUSTOMER_UNKNOWN, CUSTOMER_INACTIVE,

    /** What the people agreed to could not be read, or not understood. */
    CONSENT_UNREADABLE,

    NO_RECIPIENT, INVALID_RECIPIENT,

    /** They told us, or the provider, to stop. */
    OPTED_OUT,

    /** The provider said that nothing reaches this number or address. */
    SUPPRESSED,

    DO_NOT_TEXT, DO_NOT_MAIL, DO_NOT_SERVICE, NOTIFICATIONS_OFF, PREFERENCE_OFF, NO_WRITTEN_CONSENT, NO_POSTAL_ADDRESS, NO_UNSUBSCRIBE,

    CUSTOMER_CAP, TOO_SOON_AGAIN, DAILY_CAP, HOUSEHOLD,

    /** There is no hour at which all zones that count have day. */
    QUIET_HOURS,

    TOO_LATE,

    /** The tenant redirects messages, and gave no address for this channel. */
    NO_REDIRECT;

    private static final Set<RefusalReason> LASTING = EnumSet.of(CUSTOMER_UNKNOWN, CUSTOMER_INACTIVE, NO_RECIPIENT,
            INVALID_RECIPIENT, OPTED_OUT, SUPPRESSED, DO_NOT_TEXT, DO_NOT_MAIL, DO_NOT_SERVICE, NOTIFICATIONS_OFF,
            PREFERENCE_OFF);

    /** Whether it is about the people, and not about the hour, the number of messages or something of the tenant's. */
    boolean isOfThePeople() {
        return LASTING.contains(this);
    }
}
