package io.fieldline.agent.tool;

import java.util.List;

/**
 * What takes an effect back.
 *
 * @param requests in order
 * @param restores the records with the fields as they are now, <code>before</code>, and as they will be again,
 *        <code>after</code>; the version is the one that they have now, so that an undo of what was changed since is noticed;
 *        it is empty for one that could not be read back
 */
public record UndoRecipe(List<PlannedRequest> requests, List<RecordChange> restores) {

    public UndoRecipe {
        requests = List.copyOf(requests);
        restores = List.copyOf(restores);
    }
}
