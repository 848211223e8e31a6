package io.fieldline.outreach.enrollment;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.fieldline.outreach.Subject;

/**
 * One contact in a workflow of a CRM, from the moment at which it may be there.
 *
 * @param token of the message by which it was enrolled
 * @param contact the CRM's record id, else the address by which it was enrolled; empty once it was let go
 * @param trigger what was set in the CRM
 * @param reason why it ends; empty while it does not
 * @param due when it is let go, or tried again
 * @param problem of the last attempt, one sentence; of an ended one, why there was nothing to do; may be empty
 */
public record Enrollment(String token, String tenant, String flow, Subject subject, long customerId, String connection,
        String contact, Map<String, Object> trigger, State state, String reason, Instant due, int attempts, String problem,
        Instant changedAt) {

    /** The reason of one whose customer was erased; nothing is kept of it once it was let go. */
    public static final String FORGOTTEN = "forgotten";

    public enum State {

        ENROLLED,

        /** Is to be let go, and the CRM does not show it yet. */
        ENDING,

        /** The CRM shows that it is out, or there was nothing to end. */
        ENDED
    }

    public Enrollment {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(problem, "problem");
        trigger = Collections.unmodifiableMap(new LinkedHashMap<>(trigger));
    }

    Enrollment again(Instant next, String why, Instant now) {
        return new Enrollment(token, tenant, flow, subject, customerId, connection, contact, trigger, State.ENDING, reason,
                next,
                attempts + 1, why, now);
    }

    /** Without the contact, which may be an address. */
    Enrollment ended(String why, Instant now) {
        return new Enrollment(token, tenant, flow, subject, customerId, connection, "", trigger, State.ENDED, reason, due,
                attempts + 1, why, now);
    }
}
