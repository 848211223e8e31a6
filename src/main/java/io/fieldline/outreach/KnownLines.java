package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What kind of line numbers are, as a provider said, so that it is paid for once. */
public interface KnownLines {

    /** A number goes to another network, or to another person, now and then. */
    Duration KEPT = Duration.ofDays(90);

    /** @param since what was looked up before counts no more */
    Optional<LineType> find(String tenant, String number, Instant since);

    /**
     * Takes the place of what was known.
     *
     * @param customerId for whom it was looked up
     */
    void keep(String tenant, String number, long customerId, LineType type, Instant lookedUpAt);

    /** @return how many went */
    int removeLookedUpBefore(Instant instant);
}
