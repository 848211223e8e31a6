package io.fieldline.ops.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.Run;
import io.fieldline.tenant.Tenant;
import io.fieldline.warehouse.KpiRows;
import io.fieldline.warehouse.Warehouse;
import io.fieldline.warehouse.Warehouses;

class ShowKpisTest {

    private static final String BOTH_MONTHS = "'from': '2026-04-01', 'to': '2026-05-31'";

    @TempDir
    Path folder;

    private final FixedTenants tenants = new FixedTenants(
            new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(), Map.of()));
    private Warehouses warehouses;
    private Warehouse warehouse;
    private KpiRows rows;
    private ShowKpis tool;

    @BeforeEach
    void open() {
        warehouses = new Warehouses(folder);
        warehouse = warehouses
                .warehouse(new io.fieldline.tenant.Connection("warehouse", "duckdb", Map.of("path", "warehouse.duckdb")));
        rows = new KpiRows(warehouse);
        tool = new ShowKpis(tenants, tenant -> Optional.of(warehouse.kpis()), new HandClock(KpiRows.LOADED));
    }

    @AfterEach
    void close() {
        warehouses.close();
    }

    private ObjectNode read(String arguments) {
        return tool.read(new ToolCall("acme", OwnTools.schema(("{" + arguments + "}").replace('\'', '"')), text -> {
        }, () -> false));
    }

    @Test
    void anAnswerSaysWhatIsCountedByWhichDateFromWhichTableAndUpToWhen() {
        rows.load("acme");
        ObjectNode answer = read("'measure': 'revenue', 'per': 'month', " + BOTH_MONTHS);
        assertThat(answer.path("value").decimalValue()).isEqualByComparingTo("250.25");
        assertThat(answer.path("count").asInt()).isEqualTo(3);
        assertThat(answer.path("items")).hasSize(2);
        assertThat(answer.at("/items/1/from").asText()).isEqualTo("2026-05-01");
        assertThat(answer.at("/items/1/value").decimalValue()).isEqualByComparingTo("149.75");
        assertThat(answer.path("dateBasis").asText()).contains("invoiceDate");
        assertThat(answer.path("counted").asText()).contains("without tax");
        assertThat(answer.path("tables").toString()).isEqualTo("[\"accounting_invoices\"]");
        assertThat(answer.path("dataUntil").asText()).isEqualTo("2026-05-20T07:00-05:00");
        assertThat(answer.has("notes")).isFalse();
    }

    @Test
    void figuresOfTechniciansBearTheirNamesAndSayWhoseTheyAre() {
        rows.load("acme");
        ObjectNode answer = read("'measure': 'close_rate', 'by': 'technician', " + BOTH_MONTHS);
        assertThat(answer.path("value").decimalValue()).isEqualByComparingTo("66.7");
        assertThat(answer.path("items")).anySatisfy(row -> {
            assertThat(row.path("of").asText()).isEqualTo("Kim Lee");
            assertThat(row.path("value").decimalValue()).isEqualByComparingTo("50");
            assertThat(row.path("count").asInt()).isEqualTo(2);
        }).anySatisfy(row -> assertThat(row.path("of").asText()).isEqualTo("id 22"));
        assertThat(answer.path("groupBasis").asText()).contains("assigned");
    }

    @Test
    void withoutAPeriodItIsThisMonthAndAnAverageOfNothingIsNone() {
        rows.load("acme");
        ObjectNode answer = read("'measure': 'average_ticket'");
        assertThat(answer.path("value").decimalValue()).isEqualByComparingTo("50");
        assertThat(answer.has("items")).isFalse();
        ObjectNode nothing = read("'measure': 'average_ticket', 'from': '2026-01-01', 'to': '2026-01-31'");
        assertThat(nothing.has("value")).isFalse();
        assertThat(nothing.path("count").asInt()).isZero();
    }

    @Test
    void aRunThatWasNotCompleteIsSaid() {
        rows.load("acme");
        rows.run("acme", "jpm/jobs", "r2", KpiRows.LOADED.plusSeconds(60), Run.Outcome.INCOMPLETE);
        ObjectNode answer = read("'measure': 'average_ticket'");
        assertThat(answer.path("dataUntil").asText()).isEqualTo("2026-05-20T07:00-05:00");
        assertThat(answer.path("notes").toString()).contains("jpm_jobs", "INCOMPLETE");
    }

    @Test
    void aWarehouseThatThereIsNotOrThatWasNeverFilledIsSaidAndNotZero() {
        ShowKpis without = new ShowKpis(tenants, tenant -> Optional.empty(), new HandClock(KpiRows.LOADED));
        assertThatThrownBy(() -> without.read(new ToolCall("acme", OwnTools.schema("{\"measure\": \"revenue\"}"), text -> {
        }, () -> false))).isInstanceOf(RefusedCallException.class).hasMessageContaining("has no warehouse");
        assertThat(refusal("'measure': 'revenue'")).contains("no table accounting_invoices", "never filled");
        rows.load("summit");
        assertThat(refusal("'measure': 'revenue'")).contains("never filled with accounting/invoices of this tenant");
    }

    @Test
    void aFlowThatIsWritingKeepsNobodyFromAsking() throws SQLException {
        rows.load("acme");
        try (Connection writer = warehouse.dataSource().getConnection(); Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate("DELETE FROM accounting_invoices");
            assertThat(read("'measure': 'revenue', " + BOTH_MONTHS).path("value").decimalValue())
                    .isEqualByComparingTo("250.25");
            writer.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'from': 'soon'                                              | from: must be a date
            'from': '2026-05-02', 'to': '2026-05-01'                    | from: must not be after
            'from': '2024-01-01', 'to': '2026-05-01', 'per': 'day'      | makes more than 62 periods
            """)
    void aPeriodThatCannotBeIsRefused(String period, String rule) {
        rows.load("acme");
        assertThat(refusal("'measure': 'revenue', " + period)).contains(rule);
    }

    private String refusal(String arguments) {
        try {
            read(arguments);
        } catch (RefusedCallException e) {
            return e.getMessage();
        }
        throw new AssertionError("it was not refused: " + arguments);
    }
}
