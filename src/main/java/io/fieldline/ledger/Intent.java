package io.fieldline.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is about to be written, kept before it is. After a crash it is written again, with the same request id.
 *
 * @param content empty to void the document
 * @param requestId the same for the same write, another one for every other; at most 40 characters
 * @param doubt empty unless the books, which answer otherwise, did not say what became of it
 */
public record Intent(Optional<Content> content, String requestId, Optional<Doubt> doubt) {

    private static final int MANY_TIMES = 5;
    private static final Duration LONG = Duration.ofMinutes(10);

    public Intent(Optional<Content> content, String requestId) {
        this(content, requestId, Optional.empty());
    }

    /** @param times how often it was asked for in vain */
    public record Doubt(Instant since, int times) {}

    /** The books did not say once more, while they answered otherwise. */
    Intent doubted(Instant now) {
        return new Intent(content, requestId,
                Optional.of(new Doubt(doubt.map(Doubt::since).orElse(now), doubt.map(Doubt::times).orElse(0) + 1)));
    }

    /** Whether it is this document that the books do not manage, so that nothing else is to wait for it. */
    boolean sticks(Instant now) {
        return doubt.filter(one -> one.times() >= MANY_TIMES && !now.isBefore(one.since().plus(LONG))).isPresent();
    }
}
