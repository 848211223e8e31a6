package io.fieldline.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.writeback.WriteBackStore;
import io.fieldline.outreach.writeback.WriteBackStoreContract;

class SqliteWriteBackTest extends WriteBackStoreContract {

    @TempDir
    Path temporary;

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER,
                InstantSource.fixed(Messages.NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected OutreachStores outreach() {
        return store.outreach();
    }

    @Override
    protected WriteBackStore store() {
        return store.writeBacks();
    }
}
