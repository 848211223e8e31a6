package io.fieldline.sync.pair;

/**
 * What became of the records that were handed over; every one is counted once.
 *
 * @param created pairs for which a record was created on either side
 * @param updated pairs of which a side was changed
 * @param unchanged pairs that were in step already
 * @param waiting pairs that wait for a person
 * @param skipped records that concern nobody: not a customer yet, gone and never known
 */
public record PairCounts(long created, long updated, long unchanged, long waiting, long skipped) {

    public static final PairCounts NONE = new PairCounts(0, 0, 0, 0, 0);

    public PairCounts plus(PairCounts other) {
        return new PairCounts(created + other.created, updated + other.updated, unchanged + other.unchanged,
                waiting + other.waiting, skipped + other.skipped);
    }

    public long total() {
        return created + updated + unchanged + waiting + skipped;
    }
}
