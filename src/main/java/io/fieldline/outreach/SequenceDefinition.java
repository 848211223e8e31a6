package io.fieldline.outreach;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Messages that follow each other until there is no more reason for them.
 *
 * @param flow the flow's name, and the beginning of the names of the steps' events
 * @param stopConditions what ends it early: <code>renewed</code>, <code>membership-cancelled</code>, <code>estimate-sold</code>
 * @param maximumMessages of one enrolment, however many steps there are
 */
public record SequenceDefinition(String flow, MessageKind kind, List<SequenceStep> steps, Set<String> stopConditions,
        int maximumMessages) {

    public SequenceDefinition {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(kind, "kind");
        steps = List.copyOf(steps);
        stopConditions = Set.copyOf(stopConditions);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("sequence " + flow + " has no steps");
        }
        if (maximumMessages < 1) {
            throw new IllegalArgumentException("sequence " + flow + " sends at least one message, not " + maximumMessages);
        }
    }

    /** The first step is number 1. */
    String event(int step) {
        return flow + "-" + (step + 1);
    }
}
