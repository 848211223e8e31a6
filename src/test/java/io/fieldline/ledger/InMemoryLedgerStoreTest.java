package io.fieldline.ledger;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();

    @Override
    protected LedgerStore store() {
        return store;
    }
}
