package io.fieldline.outreach;

import java.time.Instant;
import java.util.Optional;

/** Addresses that messages hold in short, and where they lead, as it was when the message was written. */
public interface ShortLinks {

    /**
     * Keeps where a code leads.
     *
     * @param code nobody can guess it
     * @param token of the message that holds the link
     * @param target an absolute address
     * @return the code by which this message leads there: one that was kept before, where the message is written again
     */
    String keep(String code, String token, String target, Instant now);

    /** Where a code leads; empty for one that is not known, or whose message is not any more. */
    Optional<String> target(String code);

    /** @return how many went, because their message is not kept any more */
    int removeOfNoMessage();
}
