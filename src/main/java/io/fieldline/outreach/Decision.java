package io.fieldline.outreach;

import java.time.Instant;

/** What the gate says to a message. */
public sealed interface Decision {

    /** @param due the first moment at which it may be sent */
    record Allowed(Recipient recipient, Instant due) implements Decision {}

    /** @param text one sentence for the tenant; names no number and no address */
    record Refused(RefusalReason reason, String text) implements Decision {}
}
