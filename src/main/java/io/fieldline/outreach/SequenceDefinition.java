package io.fieldline.outreach;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Messages that follow each other until there is no more reason for them.
 *
 * @param flow the flow's name, and the beginning of the names of the steps' events
 * @param stopConditions what ends it early: <code>renewed</code>, <code>membership-cancelled</code>, <code>estimate-sold</code>
 * @param maximumMessages of one enrolment, however many steps there are
 * @param enrolledFor of one whose only step takes a contact into a workflow of a CRM: after this time the contact is let go;
 *        empty for all others
 */
public record SequenceDefinition(String flow, MessageKind kind, List<SequenceStep> steps, Set<String> stopConditions,
        int maximumMessages, Optional<Duration> enrolledFor) {

    public SequenceDefinition(String flow, MessageKind kind, List<SequenceStep> steps, Set<String> stopConditions,
            int maximumMessages) {
        this(flow, kind, steps, stopConditions, maximumMessages, Optional.empty());
    }

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
        boolean enrols = steps.stream().anyMatch(step -> step.channel() == ChannelKind.ENROLLMENT);
        if (enrols != enrolledFor.isPresent() || enrols && steps.size() > 1) {
            throw new IllegalArgumentException("sequence " + flow + " takes contacts into a workflow by its only step, for some"
                    + " time, or by none");
        }
    }

    /** The first step is number 1. */
    String event(int step) {
        return flow + "-" + (step + 1);
    }
}
