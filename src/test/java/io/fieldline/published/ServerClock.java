package io.fieldline.published;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Time as the server has it: that of the machine, and what it was moved forward. */
final class ServerClock {

    private static final int STEP = 100;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** To the ten millionth of a second. */
    Instant now() {
        Instant now = Instant.now().plus(ahead.get());
        return now.truncatedTo(ChronoUnit.SECONDS).plusNanos(now.getNano() / STEP * STEP);
    }

    void forward(Duration step) {
        ahead.accumulateAndGet(step, Duration::plus);
    }
}
