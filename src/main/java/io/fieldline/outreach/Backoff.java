package io.fieldline.outreach;

import java.time.Duration;

/** How long a message waits for its next try: a minute, then twice as long after each, up to half an hour. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 5;

    private Backoff() {}

    /** @param attempts that were made */
    static Duration after(int attempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** @param asked what somebody else wants it to be at least */
    static Duration after(int attempts, Duration asked) {
        Duration ours = after(attempts);
        return asked.compareTo(ours) > 0 ? asked : ours;
    }
}
