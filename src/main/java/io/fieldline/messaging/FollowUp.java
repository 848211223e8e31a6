package io.fieldline.messaging;

import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.outreach.Subject;

/**
 * How a follow-up of one record stands.
 *
 * @param reason why it is as it is; may be empty
 * @param sent messages that were handed to a provider, or may have been
 * @param waiting messages that are planned and not handed over yet
 * @param next when the next message is planned or sent, in the tenant's time zone
 * @param goesOn whether it could go on as it is if it were stopped now
 */
public record FollowUp(String flow, Subject subject, State state, String reason, int sent, int waiting,
        Optional<ZonedDateTime> next, boolean goesOn) {

    public enum State {
        /** There never was one. */
        NONE,

        /** Messages wait, or will be planned. */
        RUNNING,

        /** All that it consists of was sent, or shown in preview. */
        DONE,

        /** Ended because somebody wanted it, and may go on. */
        STOPPED,

        /** Over, for whatever reason, and not begun again. */
        ENDED
    }

    public FollowUp {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(state, "state");
    }

    static FollowUp none(String flow, Subject subject) {
        return new FollowUp(flow, subject, State.NONE, "", 0, 0, Optional.empty(), false);
    }

    /** Whether it was started and nobody and nothing ended it before its time. */
    public boolean stands() {
        return state == State.RUNNING || state == State.DONE;
    }

    /** The same as long as nothing is sent and nobody ends it. */
    public String version() {
        return state + " " + sent;
    }
}
