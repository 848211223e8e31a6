package io.fieldline.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.agent.AgentStoresContract;

class SqliteAgentsTest extends AgentStoresContract {

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
    protected AgentStores stores() {
        return store.agents();
    }
}
