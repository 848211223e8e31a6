package io.fieldline.store;

import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.fieldline.agent.AgentStoresContract;

class PostgresAgentsTest extends AgentStoresContract {

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
    protected AgentStores stores() {
        return store.agents();
    }
}
