package io.fieldline.servicetitan.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long a request is tried, and whom it waits behind.
 *
 * @param attempts the first one included
 * @param firstPause upper bound of the pause before the second attempt; it doubles from attempt to attempt
 * @param longestPause upper bound of any pause that the server did not ask for
 * @param lane in which it waits for the tenant's budget
 */
public record Patience(int attempts, Duration firstPause, Duration longestPause, RateLane lane) {

    /** For a call in a conversation: it goes first, and says soon that it does not get through. */
    public static final Patience CONVERSATION = new Patience(3, Duration.ofMillis(100), Duration.ofSeconds(1), RateLane.AGENT);

    /** For a poll: another one comes soon, and its thread is wanted. */
    public static final Patience POLL = new Patience(4, Duration.ofMillis(200), Duration.ofSeconds(4), RateLane.FLOW);

    /** For a backfill or a command: somebody waits for this one. */
    public static final Patience LONG = new Patience(12, Duration.ofMillis(200), Duration.ofSeconds(20), RateLane.HISTORY);

    /** For a caller that wants to see each answer as it is. */
    public static final Patience NONE = new Patience(1, Duration.ZERO, Duration.ZERO, RateLane.FLOW);

    public Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
        }
    }

    /**
     * Whether a pause that the other side asks for is waited out here. Longer ones are the caller's to plan: a thread that
     * sleeps is missing to the other tenants.
     */
    boolean bears(Duration asked) {
        return asked.compareTo(longestPause.multipliedBy(10)) <= 0;
    }

    /** Full jitter: anything from nothing to the doubled pause, so that callers that failed together do not return together. */
    Duration pauseAfter(int attempt) {
        long ceiling = Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1));
    }
}
