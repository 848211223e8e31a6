package io.fieldline.ledger;

import java.util.List;

/** What people changed in the books of documents that the ledger wrote, for as long as it stands so. */
public interface BooksEditStore {

    /** Keeps one, or changes how the document differs, and from which revision; since when it does stays. */
    void keep(BooksEdit edit);

    void remove(EntryKey entry);

    /** Those that were noticed first come first. */
    List<BooksEdit> list(String tenant, String books);
}
