package io.fieldline.store;

import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.OutreachStoresContract;

class PostgresOutreachTest extends OutreachStoresContract {

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(EmbeddedPostgresServer.newStateStore(), StateStore.Access.OWNER,
                InstantSource.fixed(Messages.NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected OutreachStores stores() {
        return store.outreach();
    }
}
