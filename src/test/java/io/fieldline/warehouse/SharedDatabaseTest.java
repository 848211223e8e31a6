package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.store.EmbeddedPostgresServer;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.Connection;

/** Rows and checkpoint in one database are one transaction. */
class SharedDatabaseTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamKey KEY = new StreamKey("acme", "warehouse-pipeline", "jpm/jobs");
    private static final RecordPage PAGE = new RecordPage("jpm/jobs", List.of(Map.of("id", 1L, "name", "first")),
            RecordShape.UNKNOWN);

    private StateStore store;
    private Warehouses warehouses;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        StateStoreSettings settings = EmbeddedPostgresServer.newStateStore();
        store = StateStore.open(settings, StateStore.Access.OWNER, InstantSource.fixed(NOON));
        warehouses = new Warehouses(null,
                new SharedDatabase(settings.url(), settings.schema(), store.unitOfWork().joined(), store.unitOfWork()));
        warehouse = warehouses.warehouse(new Connection("warehouse", "postgresql",
                Map.of("url", settings.url(), "user", "postgres", "password", "postgres", "schema", settings.schema())));
    }

    @AfterEach
    void close() {
        warehouses.close();
        store.close();
    }

    @Test
    void commitsRowsAndCheckpointTogether() {
        store.unitOfWork().execute(() -> {
            warehouse.load("acme", PAGE, NOON);
            store.checkpoints().save(KEY, "after page 1");
            return null;
        });
        assertThat(warehouse.countRows("acme", "jpm/jobs")).isEqualTo(1);
        assertThat(store.checkpoints().load(KEY)).contains("after page 1");
    }

    @Test
    void losesBothWhenTheUnitOfWorkFailsAndStillKnowsItsTablesAfterwards() {
        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            warehouse.load("acme", PAGE, NOON);
            store.checkpoints().save(KEY, "after page 1");
            throw new IllegalStateException("killed");
        })).hasMessage("killed");
        assertThat(warehouse.countRows("acme", "jpm/jobs")).isZero();
        assertThat(store.checkpoints().load(KEY)).isEmpty();

        assertThat(warehouse.load("acme", PAGE, NOON)).isEqualTo(new LoadResult(1, 0, 0));
    }

    @Test
    void aRecordThatCannotBeStoredDoesNotEndTheUnitOfWork() {
        Object tooLarge = new java.math.BigDecimal("1E+200000");
        RecordPage page = new RecordPage("jpm/jobs",
                List.of(Map.of("id", 1L, "custom", Map.of("n", tooLarge)), Map.of("id", 2L, "custom", Map.of())),
                RecordShape.UNKNOWN);
        LoadResult result = store.unitOfWork().execute(() -> {
            LoadResult loaded = warehouse.load("acme", page, NOON);
            store.checkpoints().save(KEY, "after page 1");
            return loaded;
        });
        assertThat(result).isEqualTo(new LoadResult(1, 0, 1));
        assertThat(store.checkpoints().load(KEY)).contains("after page 1");
    }
}
