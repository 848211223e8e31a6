package io.fieldline.lane;

import java.time.Duration;

import io.fieldline.failure.RetryLaterException;

/** How long a lane waits after a failure: longer each time, and at least as long as the other side asks. */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private int failures;

    Duration after(Throwable problem) {
        failures++;
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return problem instanceof RetryLaterException later && later.retryAfter().isPresent()
                && later.retryAfter().get().compareTo(pause) > 0 ? later.retryAfter().get() : pause;
    }

    void over() {
        failures = 0;
    }
}
