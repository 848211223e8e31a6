package io.fieldline.agent.tool;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What came of it, as it was read back. Something was sent: that a part failed after it, or nothing could be read back, is
 * told in a warning.
 *
 * @param changes the records as they were before and are now; without fields where one could not be read back
 * @param warnings what went wrong, and one for each field that did not take
 * @param answer what the tool answers beside that; as its output schema says
 * @param undo what takes back as much as was done; empty when nothing does
 */
public record Effect(List<RecordChange> changes, List<String> warnings, ObjectNode answer, Optional<UndoRecipe> undo) {

    public Effect {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }
}
