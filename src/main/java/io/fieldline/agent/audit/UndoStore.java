package io.fieldline.agent.audit;

import java.time.Instant;
import java.util.Optional;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.UndoRecipe;

/** What takes writes back. It holds personal data as it was, so it is kept beside the audit and not for ever. */
public interface UndoStore {

    void keep(KeptUndo undo);

    /** @param entry the number of the audit's entry about the end of the write */
    Optional<KeptUndo> find(long entry);

    void undone(long entry, Instant at);

    /** @return how many went */
    int removeKeptBefore(Instant instant);

    /**
     * @param cost what the write took, which taking it back takes again
     * @param undoneAt when it was taken back
     */
    record KeptUndo(long entry, String client, String tenant, String tool, Instant keptAt, Cost cost, UndoRecipe recipe,
            Optional<Instant> undoneAt) {}
}
