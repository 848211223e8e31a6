package io.fieldline.warehouse;

import java.util.List;

/** Statements of one transaction. */
interface Session {

    /** Every value as text, null where there is none. */
    List<List<String>> query(String sql, String... arguments);

    /** @return how many rows it concerned */
    long update(String sql, String... arguments);

    /** @return how many rows were inserted or updated */
    long upsert(Batch batch);

    /**
     * As {@link #upsert}, but what it did is undone when it fails because of what a row holds, and the transaction goes on.
     * Only where the session {@link #undoes}.
     *
     * @throws UnstorableRowException when one of the rows cannot be stored
     */
    long tryUpsert(Batch batch) throws UnstorableRowException;

    boolean undoes();
}
