package io.fieldline.accounting;

import java.time.Duration;

/**
 * How often what has no event of its own is looked at.
 *
 * @param quarantine documents in quarantine while the coding stays the same
 * @param edits what people changed in the books
 */
public record Rhythm(Duration quarantine, Duration edits) {

    public static Rhythm usual() {
        return new Rhythm(Duration.ofHours(1), Duration.ofHours(1));
    }
}
