package io.fieldline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

import org.flywaydb.core.api.FlywayException;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.CustomerLinks;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.told.TellingStore;
import io.fieldline.outreach.KnownStarts;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.ShortLinks;
import io.fieldline.outreach.enrollment.EnrollmentStore;
import io.fieldline.outreach.writeback.WriteBackStore;
import io.fieldline.pool.QueuedConnections;
import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.IdempotentKeyStore;
import io.fieldline.sync.PersonalDataStore;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.SealedTokens;
import io.fieldline.sync.WebhookInbox;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.PairStores;

/** The state of one installation, open. One process owns it and writes; any number may look at the same time. */
public final class StateStore implements AutoCloseable {

    private final StateStoreSettings settings;
    private final InstantSource clock;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private StateDatabase database;
    private OwnerLock lock = OwnerLock.NONE;

    /** OWNER migrates and writes. READER does neither, and works beside an owner. */
    public enum Access {
        OWNER, READER
    }

    private StateStore(StateStoreSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @throws MisconfiguredException when somebody else owns the store (the message names the process and since when), or when
     *         there is none yet to look at
     * @throws io.fieldline.failure.RetryLaterException when the PostgreSQL server does not answer
     */
    public static StateStore open(StateStoreSettings settings, Access access, InstantSource clock) {
        StateStore store = new StateStore(settings, clock);
        try {
            if (settings.kind() == StateStoreSettings.Kind.SQLITE) {
                store.openSqlite(access);
            } else {
                store.openPostgresql(access);
            }
            return store;
        } catch (IOException error) {
            store.close();
            throw new MisconfiguredException("the data folder " + settings.location() + " cannot be used: " + error, error);
        } catch (SQLException error) {
            store.close();
            throw StateStoreErrors.of(error);
        } catch (FlywayException error) {
            store.close();
            throw new MisconfiguredException("the state store " + settings.location() + " cannot be brought up to date: "
                    + error.getMessage(), error);
        } catch (RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private void openSqlite(Access access) throws IOException, SQLException {
        Path file = settings.folder().toAbsolutePath().resolve("fieldline.db");
        if (access == Access.OWNER) {
            OwnerOnlyFiles.createFolder(settings.folder());
            closeAtTheEnd(FileOwnerLock.take(settings.folder(), clock.instant()));
            // SQLite gives the files of its write-ahead log the permissions of this one.
            OwnerOnlyFiles.create(file);
            Migrations.sqlite(file);
            database = new StateDatabase(Dialect.SQLITE, closeAtTheEnd(StatePools.sqliteWriter(file)),
                    closeAtTheEnd(StatePools.sqliteReaders(file)), lock);
        } else {
            if (!Files.exists(file)) {
                throw noStoreYet();
            }
            QueuedConnections readers = closeAtTheEnd(StatePools.sqliteReaders(file));
            database = new StateDatabase(Dialect.SQLITE, readers, readers, lock);
            requireTable("select 1 from sqlite_master where type = 'table' and name = ?");
        }
    }

    private void openPostgresql(Access access) throws SQLException {
        if (access == Access.OWNER) {
            lock = closeAtTheEnd(PostgresOwnerLock.take(() -> StatePools.postgresqlConnection(settings), settings));
            Migrations.postgresql(settings);
        }
        QueuedConnections pool = closeAtTheEnd(StatePools.postgresql(settings, access == Access.READER));
        database = new StateDatabase(Dialect.POSTGRESQL, pool, pool, lock);
        if (access == Access.READER) {
            requireTable("select 1 from information_schema.tables where table_schema = current_schema() and table_name = ?");
        }
    }

    private void requireTable(String query) {
        if (database.find(query, row -> row.getInt(1), "checkpoint").isEmpty()) {
            throw noStoreYet();
        }
    }

    private MisconfiguredException noStoreYet() {
        return new MisconfiguredException(
                "there is no state store yet at " + settings.location() + "; it is made when Fieldline first runs");
    }

    private <T extends AutoCloseable> T closeAtTheEnd(T resource) {
        closing.push(() -> {
            try {
                resource.close();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        return resource;
    }

    public CheckpointStore checkpoints() {
        return new JdbcCheckpointStore(database, clock);
    }

    public RunStore runs() {
        return new JdbcRunStore(database);
    }

    public IdempotentKeyStore idempotentKeys() {
        return new JdbcIdempotentKeyStore(database, clock);
    }

    public DeadLetterStore deadLetters() {
        return new JdbcDeadLetterStore(database);
    }

    public WebhookInbox webhooks() {
        return new JdbcWebhookInbox(database, clock);
    }

    public ChangeMemory changeMemory() {
        return new JdbcChangeMemory(database);
    }

    public PairStores pairs() {
        return new PairStores(new JdbcPairLinkStore(database), new JdbcConflictStore(database), new JdbcMatchIndex(database));
    }

    public ContactCopy contactCopy() {
        return new JdbcContactCopy(database);
    }

    public OutreachStores outreach() {
        return new OutreachStores(new JdbcOutboxStore(database), new JdbcBlockedRecipients(database),
                new JdbcWrittenConsents(database), new JdbcSequenceStore(database), new JdbcKnownLines(database));
    }

    /** What links to messages are sealed with. */
    public Supplier<byte[]> linkKey() {
        return new JdbcServiceSecret(database, "links");
    }

    public KnownStarts knownStarts() {
        return new JdbcKnownStarts(database);
    }

    public ShortLinks shortLinks() {
        return new JdbcShortLinks(database);
    }

    public WriteBackStore writeBacks() {
        return new JdbcWriteBackStore(database);
    }

    public TellingStore tellings() {
        return new JdbcTellingStore(database);
    }

    public LedgerStore ledger() {
        return new JdbcLedgerStore(database);
    }

    public BooksEditStore booksEdits() {
        return new JdbcBooksEdits(database);
    }

    public CustomerLinks customerLinks() {
        return new JdbcCustomerLinks(database, clock);
    }

    public SealedTokens sealedTokens() {
        return new JdbcSealedTokens(database, clock);
    }

    public EnrollmentStore enrollments() {
        return new JdbcEnrollmentStore(database);
    }

    public AgentStores agents() {
        return new AgentStores(database);
    }

    public PersonalDataStore personalData() {
        return new JdbcPersonalDataStore(database, clock);
    }

    public JdbcUnitOfWork unitOfWork() {
        return database.unitOfWork();
    }

    public Retention retention(Retention.Periods periods) {
        return new Retention(deadLetters(), webhooks(), runs(), idempotentKeys(), outreach(),
                knownStarts(), shortLinks(), periods, clock);
    }

    /**
     * Looks whether this process still owns the store, and tries to own it again when it does not. Nothing can be written
     * meanwhile. Does nothing for one who only looks.
     *
     * @return why the store is not owned, while it is not
     */
    public Optional<String> keepOwnership() {
        return lock.keep();
    }

    /** The lock goes last. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
