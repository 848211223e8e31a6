package io.fieldline.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.told.TellingStore;
import io.fieldline.ledger.told.TellingStoreContract;

class SqliteTellingTest extends TellingStoreContract {

    @TempDir
    Path temporary;

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected TellingStore store() {
        return store.tellings();
    }

    @Override
    protected LedgerStore ledger() {
        return store.ledger();
    }
}
