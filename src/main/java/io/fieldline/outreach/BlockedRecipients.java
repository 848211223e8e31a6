package io.fieldline.outreach;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The numbers and addresses that nothing is sent to. They are kept when a customer is erased, so that it stays so. */
public interface BlockedRecipients {

    enum Cause {

        /** They told us to stop. */
        OPTED_OUT,

        /** Nothing reaches them. */
        UNREACHABLE
    }

    /** @param source by what it is known: <code>reply STOP</code>, <code>21610 of twilio</code>, <code>console</code> */
    record Blocked(String tenant, String address, Cause cause, String source, Instant since) {}

    /** Keeps the first one of a cause for an address. */
    void block(Blocked blocked);

    /** @return whether it was blocked for this cause */
    boolean lift(String tenant, String address, Cause cause);

    Set<Cause> causes(String tenant, Collection<String> addresses);

    /** The newest first. */
    List<Blocked> list(String tenant, int limit);
}
