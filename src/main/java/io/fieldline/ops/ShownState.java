package io.fieldline.ops;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.enrollment.Enrollment;
import io.fieldline.outreach.enrollment.EnrollmentStore;

/**
 * How far a message came and why, in the words of lists. Of an enrolment it is known that the contact is in a workflow, and not
 * whether anything was sent: it is <code>enrolled</code>, <code>ending</code>, <code>ended</code>.
 */
record ShownState(String state, String reason) {

    static final List<String> OF_ENROLMENTS = List.of("enrolled", "ending", "ended");

    static ShownState of(OutboxMessage message, EnrollmentStore enrollments) {
        Optional<Enrollment> ends = message.request().channel() == ChannelKind.ENROLLMENT
                ? enrollments.find(message.token()).filter(one -> one.state() != Enrollment.State.ENROLLED)
                : Optional.empty();
        if (ends.isPresent()) {
            return new ShownState(ends.get().state().name().toLowerCase(Locale.ROOT),
                    joined(ends.get().reason(), ends.get().problem()));
        }
        boolean enrolled = message.request().channel() == ChannelKind.ENROLLMENT
                && (message.state() == OutboxState.ACCEPTED || message.state() == OutboxState.DELIVERED);
        return new ShownState(enrolled ? "enrolled" : message.state().name().toLowerCase(Locale.ROOT),
                joined(message.reason(), message.detail()));
    }

    private static String joined(String reason, String sentence) {
        return reason.isEmpty() || sentence.isEmpty() ? reason + sentence : reason + ": " + sentence;
    }
}
