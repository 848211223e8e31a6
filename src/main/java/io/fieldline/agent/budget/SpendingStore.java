package io.fieldline.agent.budget;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What clients used. */
public interface SpendingStore {

    /**
     * Adds what a call takes, unless it is refused. Of one client this happens one at a time, in whatever process; what is older
     * is forgotten.
     *
     * @param since what counts
     * @param allowed sees what was used since then, the oldest first, and throws when the call may not take more; then nothing
     *        is added
     */
    void take(Spent spent, Instant since, Consumer<List<Spent>> allowed);

    /** Takes away one that was added as it is; nothing happens when it is not there any more. */
    void giveBack(Spent spent);

    /** The oldest first. */
    List<Spent> since(String client, Instant since);
}
