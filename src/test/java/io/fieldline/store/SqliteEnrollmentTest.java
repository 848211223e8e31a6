package io.fieldline.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.enrollment.EnrollmentEndsContract;
import io.fieldline.outreach.enrollment.EnrollmentStore;
import io.fieldline.sync.CustomerTrail;

class SqliteEnrollmentTest extends EnrollmentEndsContract {

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
    protected EnrollmentStore store() {
        return store.enrollments();
    }

    @Override
    protected void forget() {
        store.personalData().eraseCustomer("acme", new CustomerTrail(7));
    }
}
