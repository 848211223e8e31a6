package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/** On the wire, against a stand-in; nothing here ran against Snowflake itself. */
class SnowflakeWarehouseTest extends WarehouseContract {

    private final SnowflakeStandIn snowflake = new SnowflakeStandIn();

    @Override
    Warehouse open() {
        return open(snowflake.privateKey());
    }

    private Warehouse open(String privateKey) {
        SnowflakeSqlApi.Target target = new SnowflakeSqlApi.Target(snowflake.url(), "OPERATIONS", "FIELDLINE", "LOADING", null);
        SnowflakeToken token = new SnowflakeToken(SnowflakeStandIn.ACCOUNT, SnowflakeStandIn.USER, Secret.literal(privateKey),
                InstantSource.system());
        return new Warehouse(new SnowflakeEngine(new SnowflakeSqlApi(target, token, Duration.ofMillis(1))));
    }

    @Override
    Warehouse reopened() {
        return open();
    }

    @Override
    java.sql.Connection connection() throws SQLException {
        return snowflake.database();
    }

    @AfterEach
    void theStandInHadNothingToComplainAbout() {
        assertThat(snowflake.complaints()).isEmpty();
        snowflake.close();
    }

    @Override
    String typeName(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> "DECIMAL(38,4)";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case JSON -> "JSON";
            case BIGINT -> "DECIMAL(19,0)";
            default -> throw new AssertionError(type);
        };
    }

    @Override
    String texts(Object value) {
        return value instanceof BigDecimal decimal ? decimal.setScale(4).toPlainString() : value.toString();
    }

    @Override
    String jsonText(String column, String field) {
        return "json_extract_string(" + column + ", '$" + (field.startsWith("0.") ? "[0]." + field.substring(2) : "." + field)
                + "')";
    }

    @Test
    void repeatsAStatementWhoseAnswerWasLostUnderTheSameIdAndAsksAfterSlowOnes() {
        for (long id = 1; id <= 6; id++) {
            assertThat(load(JOBS, job(id, "a", "2026-01-01T00:00:00Z"))).isEqualTo(new LoadResult(1, 0, 0));
        }
        assertThat(warehouse.countRows("acme", "jpm/jobs")).isEqualTo(6);
        assertThat(snowflake.replays()).isPositive();
        assertThat(snowflake.polls()).isPositive();
    }

    @Test
    void waitsOutAShortOutageAndGivesUpOnALongOne() {
        snowflake.refuse(2);
        assertThat(load(JOBS, job(1, "a", "2026-01-01T00:00:00Z"))).isEqualTo(new LoadResult(1, 0, 0));
        snowflake.refuse(20);
        assertThatThrownBy(() -> load(JOBS, job(2, "a", "2026-01-01T00:00:00Z"))).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("503");
        snowflake.refuse(0);
    }

    @Test
    void comesBackAfterAShortRefusalAndLeavesALongOneToTheSchedule() {
        snowflake.refuse(1, 429, "1");
        assertThat(load(JOBS, job(1, "a", "2026-01-01T00:00:00Z"))).isEqualTo(new LoadResult(1, 0, 0));
        snowflake.refuse(1, 429, "300");
        assertThatThrownBy(() -> load(JOBS, job(2, "a", "2026-01-01T00:00:00Z")))
                .isInstanceOfSatisfying(RetryLaterException.class,
                        later -> assertThat(later.retryAfter()).contains(Duration.ofSeconds(300)));
        snowflake.refuse(1, 408, null);
        assertThatThrownBy(() -> warehouse.check()).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("took too long");
    }

    @Test
    void readsAResultOfSeveralPartitions() throws SQLException {
        SnowflakeSqlApi api = new SnowflakeSqlApi(
                new SnowflakeSqlApi.Target(snowflake.url(), "OPERATIONS", "FIELDLINE", "LOADING", null),
                new SnowflakeToken(SnowflakeStandIn.ACCOUNT, SnowflakeStandIn.USER, Secret.literal(snowflake.privateKey()),
                        InstantSource.system()),
                Duration.ofMillis(1));

        assertThat(api.execute("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"))
                .hasSize(5);
    }

    @Test
    void splitsAPageThatWouldNotFitIntoOneText() {
        String text = "\u6f22".repeat(30_000);
        List<Map<String, Object>> records = LongStream.range(0, 200).mapToObj(id -> record("id", id, "jobNumber", text))
                .toList();

        assertThat(warehouse.load("acme", new RecordPage("jpm/jobs", records, RecordShape.UNKNOWN), NOON))
                .isEqualTo(new LoadResult(200, 0, 0));
    }

    @Test
    void namesTheSettingWhenTheKeyIsNone() {
        assertThatThrownBy(() -> open("secret-not-a-key").check()).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("privateKey").hasMessageNotContaining("secret-not");
    }

    @Test
    void cannotLendItsConnectionToARoute() {
        assertThatThrownBy(() -> warehouse.dataSource()).isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void pausesTheTenantWhenTheKeyIsNotTheUsers() {
        try (SnowflakeStandIn other = new SnowflakeStandIn(SnowflakeStandIn.newKeys())) {
            assertThatThrownBy(() -> open(other.privateKey()).check()).isInstanceOf(TenantUnavailableException.class);
        }
        assertThat(snowflake.complaints()).hasSize(2)
                .allSatisfy(complaint -> assertThat(complaint).startsWith("JWT token is invalid"));
        snowflake.forgive();
    }

    @Test
    void isOpenedFromAConnectionOfATenant() {
        try (Warehouses warehouses = new Warehouses(null)) {
            Warehouse opened = warehouses.warehouse(new Connection("warehouse", "snowflake",
                    Map.of("account", SnowflakeStandIn.ACCOUNT, "url", snowflake.url().toString(), "user",
                            SnowflakeStandIn.USER, "privateKey",
                            Secret.literal(snowflake.privateKey()), "database", "OPERATIONS", "schema", "FIELDLINE",
                            "warehouse", "LOADING", "role",
                            "LOADER")));
            opened.check();
            assertThat(opened.load("acme", page(RecordShape.UNKNOWN, record("id", 1L)), NOON))
                    .isEqualTo(new LoadResult(1, 0, 0));
        }
    }
}
