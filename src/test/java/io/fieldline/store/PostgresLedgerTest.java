package io.fieldline.store;

import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.LedgerStoreContract;

class PostgresLedgerTest extends LedgerStoreContract {

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(EmbeddedPostgresServer.newStateStore(), StateStore.Access.OWNER, InstantSource.system());
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
