package io.fieldline.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.LedgerStoreContract;

class SqliteLedgerTest extends LedgerStoreContract {

    @TempDir
    Path temporary;
    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected LedgerStore store() {
        return store.ledger();
    }

    @Test
    void customersAndTokensAreKept() {
        BooksStores.assertKept(store);
    }
}
