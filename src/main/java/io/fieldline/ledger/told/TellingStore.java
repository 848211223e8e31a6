package io.fieldline.ledger.told;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What ServiceTitan is to be told of the ledger, and what of the ledger it has not been told of yet. */
public interface TellingStore {

    /**
     * Looks which documents the ledger kept since the last look, and lets them wait to be told: those that stand in the books by
     * an entry of their own which no write is under way of. A document that was told before is told again.
     *
     * @param limit how many at once; those behind them are looked at the next time
     */
    void want(String tenant, String books, Way way, Instant now, int limit);

    /** Those that wait and whose time has come, the longest waiting first. */
    List<Telling> due(String tenant, String books, Way way, Instant now, int limit);

    /** Keeps what is about to be sent; nothing else of them changes. */
    void sending(Collection<Telling> tellings);

    /** Keeps how attempts ended. What does not wait any more, or waits because of something newer, stays as it is. */
    void settle(Collection<Telling> tellings);

    /**
     * Those that ServiceTitan refused first, then those that wait, the newest first.
     *
     * @param tenant null for any
     * @param state null for any
     */
    List<Telling> list(String tenant, Telling.State state, int limit);

    /** Those that were refused, or have failed and are tried again; the newest first. */
    List<Telling> troubled(String tenant, int limit);
}
