package io.fieldline.lane;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.lane.LaneStatus.State;

/** How well a lane does, for its status and for the log. Its lane's lock guards it. */
final class LaneHealth {

    private static final Logger LOG = LoggerFactory.getLogger(LaneHealth.class);

    private final String tenant;
    private final String flow;
    private State state = State.WAITING;
    private String message = "";
    private Instant lastStart;
    private Instant lastSuccess;
    private Duration lateness = Duration.ZERO;

    LaneHealth(String tenant, String flow) {
        this.tenant = tenant;
        this.flow = flow;
    }

    /** A poll begins that was due at that moment. */
    void began(Instant due, Instant now) {
        lateness = Duration.between(due, now);
        lastStart = now;
    }

    void polled(Instant now) {
        lastSuccess = now;
    }

    /** A turn ended well. */
    void works() {
        if (state != State.WAITING) {
            LOG.info("The flow works again tenant={} flow={}", tenant, flow);
        }
        state = State.WAITING;
        message = "";
    }

    void stops(MisconfiguredException problem) {
        state = State.STOPPED;
        message = problem.getMessage();
    }

    boolean stopped() {
        return state == State.STOPPED;
    }

    /** A turn failed, and the next one may be taken after the pause. */
    void failed(Throwable problem, Duration pause) {
        message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        state = problem instanceof TenantUnavailableException ? State.UNAVAILABLE : State.BACKING_OFF;
        if (problem instanceof RetryLaterException || problem instanceof TenantUnavailableException) {
            LOG.warn("Trying again in {} s: {} tenant={} flow={}", pause.toSeconds(), message, tenant, flow);
        } else {
            LOG.error("Unexpected failure, trying again in {} s tenant={} flow={}", pause.toSeconds(), tenant, flow, problem);
        }
    }

    LaneStatus status(boolean paused, boolean busy, Duration every) {
        State now = paused ? State.PAUSED : busy ? State.RUNNING : state;
        return new LaneStatus(tenant, flow, now, message, lastStart, lastSuccess, lateness, every);
    }
}
