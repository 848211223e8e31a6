package io.fieldline.agent.tool;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What came of it, as it was read back.
 *
 * @param changes the records as they were before and are now
 * @param warnings one for each field that did not take
 * @param answer what the tool answers beside that; as its output schema says
 * @param undo what takes it back; empty when nothing does
 */
public record Effect(List<RecordChange> changes, List<String> warnings, ObjectNode answer, Optional<UndoRecipe> undo) {

    public Effect {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }
}
