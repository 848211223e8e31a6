package io.fieldline.lane;

import java.time.Duration;
import java.time.Instant;

/**
 * How one flow of one tenant stands.
 *
 * @param message the cause when it is not well; empty otherwise
 * @param lastStart when its last poll began; null before the first
 * @param lastSuccess when its last poll ended well; null before the first
 * @param lateness how long after its time the last poll began
 * @param every how often it polls
 */
public record LaneStatus(String tenant, String flow, State state, String message, Instant lastStart, Instant lastSuccess,
        Duration lateness, Duration every) {

    /** UNAVAILABLE: a person has to act on the tenant's account. STOPPED: a person has to act on our settings. */
    public enum State {
        WAITING, RUNNING, BACKING_OFF, UNAVAILABLE, STOPPED, PAUSED
    }
}
