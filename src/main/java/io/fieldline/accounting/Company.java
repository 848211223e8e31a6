package io.fieldline.accounting;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;

/** The books that one tenant's connection leads to. */
public interface Company {

    /** What a coding may name. */
    BooksCatalogue catalogue();

    Books books();

    BookedDocument.Reader booked();

    BooksChanges changes();
}
