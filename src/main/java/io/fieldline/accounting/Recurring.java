package io.fieldline.accounting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

/**
 * One thing that is done again and again for one flow of a tenant. When it fails it waits, longer each time, and says why once,
 * until the reason is another one or it works again. For one thread at a time.
 */
final class Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 5;

    private final String what;
    private final Duration every;
    private final String tenant;
    private final String flow;
    private Instant due = Instant.MIN;
    private int failures;
    private String told = "";

    /** @param what it does, for the log: <code>trying documents in quarantine again</code> */
    Recurring(String what, Duration every, String tenant, String flow) {
        this.what = what;
        this.every = every;
        this.tenant = tenant;
        this.flow = flow;
    }

    /** It is due at once. */
    void hurry() {
        due = Instant.MIN;
    }

    void run(InstantSource clock, Runnable work) {
        if (clock.instant().isBefore(due)) {
            return;
        }
        try {
            work.run();
            if (failures > 0) {
                LOG.info("It works again: {} tenant={} flow={}", what, tenant, flow);
            }
            failures = 0;
            told = "";
            due = clock.instant().plus(every);
        } catch (RuntimeException e) {
            failures++;
            Duration pause = pause(e);
            due = clock.instant().plus(pause);
            tell(e, pause);
        }
    }

    private Duration pause(RuntimeException problem) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        return problem instanceof RetryLaterException later
                ? later.retryAfter().filter(asked -> asked.compareTo(pause) > 0).orElse(pause)
                : pause;
    }

    private void tell(RuntimeException problem, Duration pause) {
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        if (message.equals(told)) {
            return;
        }
        told = message;
        if (problem instanceof SyncException) {
            LOG.warn("Failed, and is tried again in {} s and later: {}: {} tenant={} flow={}", pause.toSeconds(), what, message,
                    tenant, flow);
        } else {
            LOG.error("Failed, and is tried again in {} s and later: {} tenant={} flow={}", pause.toSeconds(), what, tenant,
                    flow,
                    problem);
        }
    }
}
