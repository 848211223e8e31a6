package io.fieldline.sync;

/**
 * What became of the records of a run. A run accounts for every row when read = written + skipped + parked + rejected.
 *
 * @param read records that the source handed over
 * @param written records that the destination confirmed
 * @param skipped records that needed nothing: seen before, filtered out, unchanged
 * @param parked records in the dead letters
 * @param rejected records in the destination's rejects table
 */
public record Counts(long read, long written, long skipped, long parked, long rejected) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(read + other.read, written + other.written, skipped + other.skipped, parked + other.parked,
                rejected + other.rejected);
    }

    public boolean balanced() {
        return read == written + skipped + parked + rejected;
    }
}
