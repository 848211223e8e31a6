package io.fieldline.ledger.told;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** When what could not be told is tried again. */
final class Retries {

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** A setting is not mended within minutes. */
    private static final Duration AFTER_MISTAKE = Duration.ofHours(6);

    private final InstantSource clock;

    Retries(InstantSource clock) {
        this.clock = clock;
    }

    Telling after(Telling telling, SyncException failure) {
        if (failure instanceof RejectedRecordException) {
            return telling.refused(failure.getMessage(), clock.instant());
        }
        Instant now = clock.instant();
        return telling.again(now.plus(away(failure) ? wait(telling.attempts()) : AFTER_MISTAKE), failure.getMessage(), now);
    }

    Telling waiting(Telling telling, String why) {
        Instant now = clock.instant();
        return telling.again(now.plus(wait(telling.attempts())), why, now);
    }

    Telling early(Telling telling, String why) {
        Instant now = clock.instant();
        return telling.early(now.plus(wait(telling.attempts())), why, now);
    }

    /** Whether ServiceTitan is not to be asked for the rest of a turn. */
    static boolean away(SyncException failure) {
        return failure instanceof RetryLaterException || failure instanceof TenantUnavailableException;
    }

    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
