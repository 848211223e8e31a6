package io.fieldline.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.pool.DataSource;

class QueuedConnectionsTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    @Test
    void whoeverHasToWaitWaitsInFrontOfThePoolAndNotInIt() throws Exception {
        DataSource pool = agroal("state.db");
        try (QueuedConnections queued = ofOne(pool, Duration.ofSeconds(20))) {
            Connection first = queued.getConnection();
            FutureTask<Integer> next = new FutureTask<>(() -> one(queued));
            Thread thread = new Thread(next, "asks for a connection");
            thread.start();
            await("waiting").until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            assertThat(pool.getMetrics().awaitingCount()).isZero();

            first.close();

            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatIsClosedTwiceIsGivenToOneOtherThreadAtATime() throws Exception {
        try (QueuedConnections pool = ofOne(agroal("state.db"), SHORT)) {
            Connection first = pool.getConnection();
            first.close();
            first.close();

            try (Connection second = pool.getConnection(); Statement statement = second.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
                assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTimeoutException.class)
                        .hasMessage("no connection became free within 0 s");
            }
            try (Connection third = pool.getConnection()) {
                assertThat(third.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aConnectionThatCannotBeOpenedLeavesItsPlaceToTheNextThread() throws Exception {
        try (QueuedConnections pool = ofOne(agroal("no-such-folder/state.db"), SHORT)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(pool::getConnection).isNotInstanceOf(SQLTimeoutException.class)
                        .hasMessageContaining("no-such-folder");
            }
        }
    }

    private static int one(QueuedConnections pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            return row.getInt(1);
        }
    }

    private static QueuedConnections ofOne(DataSource pool, Duration patience) {
        return new QueuedConnections(pool, pool::close, 1, patience);
    }

    private DataSource agroal(String file) {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration.metricsEnabled().connectionPoolConfiguration().maxSize(1).acquisitionTimeout(Duration.ofSeconds(20))
                .connectionFactoryConfiguration().jdbcUrl("jdbc:sqlite:" + folder.resolve(file))
                .connectionProviderClass(org.sqlite.JDBC.class);
        return new DataSource(configuration.get());
    }
}
