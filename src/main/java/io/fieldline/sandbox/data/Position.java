package io.fieldline.sandbox.data;

import java.time.Instant;
import java.util.Comparator;

/** Where a row stands in the order of changes. */
public record Position(Instant modified, long id) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::modified).thenComparingLong(Position::id);

    /** Before the first change. */
    public static final Position START = new Position(Instant.EPOCH, Long.MIN_VALUE);

    /** Just before the first change of that moment. */
    public static Position before(Instant modified) {
        return new Position(modified, Long.MIN_VALUE);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
