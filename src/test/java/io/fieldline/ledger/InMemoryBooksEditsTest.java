package io.fieldline.ledger;

class InMemoryBooksEditsTest extends BooksEditStoreContract {

    private final InMemoryBooksEdits edits = new InMemoryBooksEdits();

    @Override
    protected BooksEditStore edits() {
        return edits;
    }
}
