package io.fieldline.warehouse;

/**
 * What became of the records of a page; the three add up to the records that were handed over.
 *
 * @param written rows that are in the table now as the page had them
 * @param skipped records that were older than the row in the table, or than another record of the page with the same id
 * @param rejected records that are in the rejects table instead
 */
public record LoadResult(long written, long skipped, long rejected) {

    static final LoadResult NOTHING = new LoadResult(0, 0, 0);

    LoadResult plus(LoadResult other) {
        return new LoadResult(written + other.written, skipped + other.skipped, rejected + other.rejected);
    }
}
