package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.Secret;

class PostgresStateStoreTest extends StateStoreContract {

    @Override
    StateStoreSettings newSettings() {
        return EmbeddedPostgresServer.newStateStore();
    }

    @Test
    void keepsThePasswordOutOfWhatIsPrinted() {
        assertThat(settings.toString()).doesNotContain("password=postgres");
        assertThatThrownBy(() -> StateStoreSettings.postgresql("jdbc:postgresql://h/d?password=hunter2", "u",
                Secret.literal("x"), "fieldline")).isInstanceOf(MisconfiguredException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void writesNothingOnceTheConnectionWithItsLockIsGoneAndTakesTheLockAgain() throws SQLException {
        store.checkpoints().save(JOBS, "owned");
        endConnectionWithTheLock();

        assertThatThrownBy(() -> store.checkpoints().save(JOBS, "late")).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("is not owned any more");
        assertThat(store.checkpoints().load(JOBS)).contains("owned");

        assertThat(store.keepOwnership()).isEmpty();
        store.checkpoints().save(JOBS, "owned again");
        assertThat(store.checkpoints().load(JOBS)).contains("owned again");
    }

    @Test
    void leavesTheStoreToAProcessThatTookItMeanwhileAndNamesIt() throws SQLException {
        endConnectionWithTheLock();
        try (StateStore other = StateStore.open(settings, StateStore.Access.OWNER, InstantSource.fixed(NOON))) {
            assertThat(store.keepOwnership()).hasValueSatisfying(
                    why -> assertThat(why).contains("owned by another process", "pid " + ProcessHandle.current().pid()));
            assertThatThrownBy(() -> store.runs().save(run("1", JOBS))).isInstanceOf(RetryLaterException.class);
            other.checkpoints().save(JOBS, "of the other");
        }

        assertThat(store.keepOwnership()).isEmpty();
        assertThat(store.checkpoints().load(JOBS)).contains("of the other");
    }

    @Test
    void commitsNoUnitOfWorkThatWasUnderWayWhenTheLockWasLost() {
        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            store.checkpoints().save(JOBS, "under way");
            endConnectionWithTheLock();
            return null;
        })).isInstanceOf(RetryLaterException.class).hasMessageContaining("is not owned any more");

        assertThat(store.checkpoints().load(JOBS)).isEmpty();
    }

    @Test
    void letsGoOfTheLockBeforeItIsClosed() throws SQLException {
        for (int life = 0; life < 5; life++) {
            store.close();
            assertThat(query("select count(*) from pg_locks where locktype = 'advisory' and objid::bigint = "
                    + (settings.schema().hashCode() & Integer.MAX_VALUE))).isZero();
            store = StateStore.open(settings, StateStore.Access.OWNER, InstantSource.fixed(NOON));
        }
    }

    @Test
    void noticesTheLossWithoutWriting() throws SQLException {
        assertThat(store.keepOwnership()).isEmpty();
        int before = backendWithTheLock();
        endConnectionWithTheLock();

        assertThat(store.keepOwnership()).isEmpty();
        assertThat(backendWithTheLock()).isNotEqualTo(before);
    }

    private static Run run(String id, StreamKey key) {
        return new Run(id, key, Run.Kind.POLL, NOON, NOON, Counts.NONE, null, Run.Outcome.COMPLETE, "");
    }

    private void endConnectionWithTheLock() {
        try {
            int backend = backendWithTheLock();
            query("select pg_terminate_backend(" + backend + ", 10000)::int");
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    private int backendWithTheLock() throws SQLException {
        return query("select pid from pg_locks where locktype = 'advisory' and objid::bigint = "
                + (settings.schema().hashCode() & Integer.MAX_VALUE));
    }

    private static int query(String sql) throws SQLException {
        try (Connection connection = EmbeddedPostgresServer.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
