package io.fieldline.outreach;

import java.time.Duration;
import java.util.Objects;

/**
 * One message of a sequence.
 *
 * @param delay after the enrolment, or after the message before
 */
public record SequenceStep(Duration delay, ChannelKind channel, String connection, String template) {

    public SequenceStep {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(template, "template");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a step comes after the one before it, not " + delay.abs() + " earlier");
        }
    }
}
