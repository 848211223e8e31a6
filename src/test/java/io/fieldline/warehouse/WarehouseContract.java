package io.fieldline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.sync.Counts;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.RecordShape.Kind;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.warehouse.KpiQuestion.By;
import io.fieldline.warehouse.KpiQuestion.Span;

/** What every engine must do; one subclass for each. */

abstract class WarehouseContract {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant EVENING = Instant.parse("2026-03-01T18:00:00Z");
    static final RecordShape JOBS = shape("id", Kind.INTEGER, "jobNumber", Kind.TEXT, "customerId", Kind.INTEGER, "total",
            Kind.MONEY, "noCharge", Kind.BOOLEAN, "completedOn", Kind.TIMESTAMP, "dueDate", Kind.DATE, "tagTypeIds", Kind.JSON,
            "modifiedOn", Kind.TIMESTAMP);

    Warehouse warehouse;

    abstract Warehouse open();

    /** How the engine names a type in information_schema. */
    abstract String typeName(ColumnType type);

    abstract String jsonText(String column, String field);

    @BeforeEach
    void openWarehouse() {
        warehouse = open();
    }

    @AfterEach
    void closeWarehouse() {
        warehouse.close();
    }

    @Test
    void storesEachFieldInAColumnOfItsType() {
        Map<String, Object> job = record("id", 7L, "jobNumber", "J-7", "customerId", 12L, "total", "1234.5600", "noCharge",
                false,
                "completedOn", "2026-02-03T04:05:06.1234567Z", "dueDate", "2026-02-10", "tagTypeIds", List.of(1L, 2L),
                "modifiedOn", "2026-02-03T04:05:06", "customFields",
                List.of(record("typeId", 5L, "name", "Gate \"code\"", "value", "12\\34\n")));

        assertThat(load(JOBS, job)).isEqualTo(new LoadResult(1, 0, 0));

        assertThat(one("SELECT tenant, id, job_number, customer_id, total, no_charge, due_date, "
                + jsonText("custom_fields", "0.name") + " FROM jpm_jobs")).usingRecursiveComparison()
                .isEqualTo(List.of("acme", "7", "J-7", "12", texts(new BigDecimal("1234.56")), texts(false), "2026-02-10",
                        "Gate \"code\""));
        assertThat(instant("completed_on")).isEqualTo(Instant.parse("2026-02-03T04:05:06.123456Z"));
        assertThat(instant("modified_on")).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
        assertThat(instant("_fieldline_synced_at")).isEqualTo(NOON);
        assertThat(type("jpm_jobs", "total")).startsWith(typeName(ColumnType.DECIMAL));
        assertThat(type("jpm_jobs", "completed_on")).isEqualTo(typeName(ColumnType.TIMESTAMP));
        assertThat(type("jpm_jobs", "custom_fields")).isEqualTo(typeName(ColumnType.JSON));
        assertThat(type("jpm_jobs", "id")).isEqualTo(typeName(ColumnType.BIGINT));
    }

    /** The engine's own text of a value. */
    abstract String texts(Object value);

    @Test
    void replacesARowByItsNewerVersionAndKeepsItFromAnOlderOne() {
        load(JOBS, job(1, "first", "2026-01-01T00:00:00Z"), job(2, "other", "2026-01-01T00:00:00Z"));
        assertThat(load(JOBS, job(1, "newer", "2026-01-03T00:00:00Z"))).isEqualTo(new LoadResult(1, 0, 0));
        assertThat(load(JOBS, job(1, "older", "2026-01-02T00:00:00Z"), job(3, "new", "2026-01-01T00:00:00Z")))
                .isEqualTo(new LoadResult(1, 1, 0));
        assertThat(rows("SELECT id, job_number FROM jpm_jobs ORDER BY id"))
                .containsExactly(List.of("1", "newer"), List.of("2", "other"), List.of("3", "new"));
    }

    @Test
    void takesTheNewestWhenAPageHoldsARecordTwice() {
        LoadResult result = load(JOBS, job(1, "old", "2026-01-01T00:00:00.0000001Z"),
                job(1, "new", "2026-01-01T00:00:00.0000003Z"),
                job(1, "middle", "2026-01-01T00:00:00.0000002Z"));
        assertThat(result).isEqualTo(new LoadResult(1, 2, 0));
        assertThat(one("SELECT job_number FROM jpm_jobs")).containsExactly("new");
    }

    @Test
    void keepsTheRowsOfTenantsApart() {
        load(JOBS, job(1, "acme's", "2026-01-01T00:00:00Z"));
        warehouse.load("bestair", page(JOBS, job(1, "bestair's", "2025-01-01T00:00:00Z")), NOON);
        assertThat(rows("SELECT tenant, job_number FROM jpm_jobs ORDER BY tenant"))
                .containsExactly(List.of("acme", "acme's"), List.of("bestair", "bestair's"));
        assertThat(warehouse.countRows("bestair", "jpm/jobs")).isEqualTo(1);
        assertThat(warehouse.countRows("bestair", "jpm/appointments")).isZero();
    }

    @Test
    void marksInactiveRowsAsDeletedAndActiveOnesAsBack() {
        load(JOBS, with(job(1, "a", "2026-01-01T00:00:00Z"), "active", true),
                with(job(2, "b", "2026-01-01T00:00:00Z"), "active", false));
        assertThat(rows("SELECT id FROM jpm_jobs WHERE _fieldline_deleted_at IS NOT NULL")).containsExactly(List.of("2"));

        warehouse.load("acme", page(JOBS, with(job(2, "b2", "2026-01-02T00:00:00Z"), "active", false)), EVENING);
        assertThat(instant("_fieldline_deleted_at", 2)).isEqualTo(NOON);

        load(JOBS, with(job(2, "b3", "2026-01-03T00:00:00Z"), "active", true),
                with(job(1, "a2", "2026-01-03T00:00:00Z"), "active", false));
        assertThat(rows("SELECT id FROM jpm_jobs WHERE _fieldline_deleted_at IS NOT NULL")).containsExactly(List.of("1"));
    }

    @Test
    void leavesAloneWhatASourceDoesNotMention() {
        load(JOBS, with(with(job(1, "a", "2026-01-01T00:00:00Z"), "active", false), "summary", "Leaking tap"));
        load(JOBS, job(1, "b", "2026-01-02T00:00:00Z"));
        assertThat(one("SELECT job_number, summary FROM jpm_jobs WHERE _fieldline_deleted_at IS NOT NULL"))
                .containsExactly("b", "Leaking tap");
    }

    @Test
    void saysWhereAMergedRecordWent() {
        load(JOBS, with(with(job(1, "a", "2026-01-01T00:00:00Z"), "active", false), "mergedToId", 9L));
        assertThat(one("SELECT _fieldline_merged_to, merged_to_id FROM jpm_jobs")).containsExactly("9", "9");
    }

    @Test
    void addsAColumnForAFieldThatAppearsLaterAndLogsIt() {
        load(JOBS, job(1, "a", "2026-01-01T00:00:00Z"));
        load(JOBS, with(job(2, "b", "2026-01-01T00:00:00Z"), "leadCallId", 77L));
        assertThat(rows("SELECT id, lead_call_id FROM jpm_jobs ORDER BY id")).containsExactly(Arrays.asList("1", null),
                List.of("2", "77"));
        assertThat(rows(
                "SELECT column_name, field FROM _fieldline_schema_changes WHERE table_name = 'jpm_jobs' AND change = 'added'"))
                .containsExactly(List.of("lead_call_id", "leadCallId"));
    }

    @Test
    void widensAColumnWithoutLosingWhatIsInIt() {
        load(RecordShape.UNKNOWN,
                record("id", 1L, "count", 3L, "amount", new BigDecimal("1.5"), "at", "2026-01-02T03:04:05Z", "day",
                        "2026-01-02",
                        "kind", 4L, "flag", true));
        load(RecordShape.UNKNOWN,
                record("id", 2L, "count", new BigDecimal("3.25"), "amount", new BigDecimal("1.123456789"), "at", "soon", "day",
                        "2026-01-02T10:00:00Z", "kind", record("name", "Open"), "flag", "perhaps"));

        assertThat(
                rows("SELECT CAST(count AS DECIMAL(10,2)), CAST(amount AS DECIMAL(20,9)), \"at\", flag FROM jpm_jobs ORDER BY id"))
                .containsExactly(
                        List.of("3.00", "1.500000000", "2026-01-02T03:04:05.000000Z", "true"),
                        List.of("3.25", "1.123456789", "soon", "perhaps"));
        assertThat(rows("SELECT kind FROM jpm_jobs WHERE id = 1")).containsExactly(List.of("4"));
        assertThat(one("SELECT " + jsonText("kind", "name") + " FROM jpm_jobs WHERE id = 2")).containsExactly("Open");
        assertThat(instant("day", 1)).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(rows("SELECT count(*) FROM _fieldline_schema_changes WHERE change = 'widened' AND column_name = 'at'"))
                .containsExactly(List.of("1"));
    }

    @Test
    void widensTheKeyWhenIdsTurnOutToBeTexts() {
        load(RecordShape.UNKNOWN, record("id", 1L, "name", "a"));
        load(RecordShape.UNKNOWN, record("id", "8c5b0f9e-1f55-4b9c-9c56-0d0c6a3e7a11", "name", "b"),
                record("id", 1L, "name", "c"));
        assertThat(rows("SELECT id, name FROM jpm_jobs ORDER BY id")).containsExactly(List.of("1", "c"),
                List.of("8c5b0f9e-1f55-4b9c-9c56-0d0c6a3e7a11", "b"));
    }

    @Test
    void putsARecordThatHasNoPlaceIntoTheRejectsAndStoresTheOthers() {
        LoadResult result = load(JOBS, job(1, "a", "2026-01-01T00:00:00Z"), record("id", null, "jobNumber", "nobody"),
                job(2, "b", "yesterday"), record("id", record("nested", 1L), "jobNumber", "odd"));
        assertThat(result).isEqualTo(new LoadResult(1, 0, 3));
        load(JOBS, record("id", null, "jobNumber", "nobody"));
        assertThat(rows("SELECT tenant, table_name, record_id, reason FROM _fieldline_rejects ORDER BY reason"))
                .containsExactly(
                        List.of("acme", "jpm_jobs", "2", "modifiedOn is not a time: yesterday"),
                        List.of("acme", "jpm_jobs", "", "the record has no id"),
                        List.of("acme", "jpm_jobs", "{\"nested\":1}", "the record's id is neither a number nor a text"));
        assertThat(one("SELECT payload FROM _fieldline_rejects WHERE record_id = '2'").get(0)).contains("\"jobNumber\":\"b\"");
    }

    @Test
    void knowsRowsWithoutAnIdByTheirContent() {
        RecordShape shape = shape("phone", Kind.TEXT, "count", Kind.INTEGER);
        load(shape, record("phone", "555", "count", 1L), record("count", 1L, "phone", "555"),
                record("phone", "556", "count", 1L));
        assertThat(load(shape, record("phone", "555", "count", 1L))).isEqualTo(new LoadResult(1, 0, 0));
        assertThat(rows("SELECT phone FROM jpm_jobs ORDER BY phone")).containsExactly(List.of("555"), List.of("556"));
    }

    @Test
    void knowsWhatThereIsOnceAJobByTheJob() {
        load("jpm/jobs/cancel-reasons", record("jobId", 7L, "text", "too late"), record("jobId", 8L, "text", "no show"));
        assertThat(load("jpm/jobs/cancel-reasons", record("jobId", 7L, "text", "too early")))
                .isEqualTo(new LoadResult(1, 0, 0));
        assertThat(rows("SELECT id, text FROM jpm_jobs_cancel_reasons ORDER BY id")).containsExactly(List.of("7", "too early"),
                List.of("8", "no show"));
    }

    @Test
    void keepsOddNamesAndOddTextsApart() {
        String text = "tab\t newline\n backslash \\ quote ' \" \\N \\. unicode \u00e9 \uD83D\uDE80";
        load(RecordShape.UNKNOWN,
                record("id", 1L, "tenant", "field", "_fieldline_synced_at", "mine", "Weird name!", text, "URL", "u", "url", "v",
                        "select", 1L, "poNumber2Go", "x"));
        assertThat(one(
                "SELECT tenant, tenant_2, f__fieldline_synced_at, weird_name_, url, url_2, \"select\", po_number2_go FROM jpm_jobs"))
                .containsExactly("acme", "field", "mine", text, "u", "v", "1", "x");
        load(RecordShape.UNKNOWN, record("id", 2L, "url", "V", "URL", "U"));
        assertThat(rows("SELECT url, url_2 FROM jpm_jobs WHERE id = 2")).containsExactly(List.of("U", "V"));
    }

    @Test
    void goesOnWithTheTablesOfAnEarlierProcess() {
        load(JOBS, with(job(1, "a", "2026-01-01T00:00:00Z"), "URL", "u"));
        warehouse = reopened();
        load(JOBS, with(with(job(1, "b", "2026-01-02T00:00:00Z"), "URL", "w"), "url", "x"));
        assertThat(one("SELECT job_number, url, url_2, total FROM jpm_jobs")).isEqualTo(Arrays.asList("b", "w", "x", null));
    }

    abstract Warehouse reopened();

    @Test
    void recordsARunAndReplacesItByItsEnd() {
        StreamKey key = new StreamKey("acme", "warehouse-pipeline", "jpm/jobs");
        warehouse.recordRun(new Run("r1", key, Run.Kind.BACKFILL, NOON, null, Counts.NONE, null, Run.Outcome.RUNNING, ""));
        warehouse.recordRun(new Run("r1", key, Run.Kind.BACKFILL, NOON, EVENING, new Counts(10, 7, 1, 0, 2), 10L,
                Run.Outcome.COMPLETE, ""));
        assertThat(
                rows("SELECT id, tenant, stream, read, written, skipped, rejected, total_count, outcome FROM _fieldline_runs"))
                .containsExactly(List.of("r1", "acme", "jpm/jobs", "10", "7", "1", "2", "10", "COMPLETE"));
    }

    @Test
    void answersQuestionsAboutFiguresByTheTenantsDays() {
        KpiRows rows = new KpiRows(warehouse);
        rows.load("acme");
        assertThat(figures(Kpi.REVENUE, By.NOTHING)).containsExactly("2026-04-01  100.5 1", "2026-05-01  149.75 2");
        assertThat(figures(Kpi.REVENUE, By.BUSINESS_UNIT)).containsExactlyInAnyOrder("2026-04-01 7 100.5 1",
                "2026-05-01 7 200 1", "2026-05-01 8 -50.25 1");
        assertThat(figures(Kpi.REVENUE, By.TECHNICIAN)).containsExactlyInAnyOrder("2026-04-01 21 100.5 1",
                "2026-05-01 22 200 1", "2026-05-01  -50.25 1");
        assertThat(figures(Kpi.AVERAGE_TICKET, By.NOTHING)).containsExactly("2026-04-01  400 2", "2026-05-01  50 1");
        assertThat(figures(Kpi.AVERAGE_TICKET, By.BUSINESS_UNIT)).containsExactlyInAnyOrder("2026-04-01 7 400 2",
                "2026-05-01 8 50 1");
        assertThat(figures(Kpi.AVERAGE_TICKET, By.TECHNICIAN)).containsExactlyInAnyOrder("2026-04-01 21 100 1",
                "2026-04-01 22 300 1", "2026-05-01  50 1");
        assertThat(figures(Kpi.CLOSE_RATE, By.NOTHING)).containsExactly("2026-04-01  1 1", "2026-05-01  1 2");
        assertThat(figures(Kpi.CLOSE_RATE, By.BUSINESS_UNIT)).containsExactlyInAnyOrder("2026-04-01 7 1 1",
                "2026-05-01 7 0 1", "2026-05-01 8 1 1");
        assertThat(figures(Kpi.CLOSE_RATE, By.TECHNICIAN)).containsExactlyInAnyOrder("2026-04-01 21 1 1",
                "2026-05-01 21 0 1", "2026-05-01 22 1 2");
        assertThat(warehouse.kpis().names("acme", "settings/technicians")).isEqualTo(Map.of("21", "Kim Lee"));
        assertThat(warehouse.kpis().names("acme", "settings/business-units")).isEmpty();
    }

    private List<String> figures(Kpi kpi, By by) {
        return KpiRows.lines(warehouse.kpis()
                .figures(new KpiQuestion("acme", kpi, by, ZoneId.of("America/Chicago"),
                        List.of(new Span(KpiRows.FROM, LocalDate.parse("2026-04-30")),
                                new Span(LocalDate.parse("2026-05-01"), KpiRows.TO)))));
    }

    @Test
    void saysUpToWhenATableWasFilled() {
        assertThat(warehouse.kpis().filled("acme", "jpm/jobs"))
                .isEqualTo(new Kpis.Filled("jpm_jobs", false, Optional.empty(), ""));
        load(JOBS, job(1, "a", "2026-01-01T00:00:00Z"));
        assertThat(warehouse.kpis().filled("acme", "jpm/jobs"))
                .isEqualTo(new Kpis.Filled("jpm_jobs", true, Optional.empty(), ""));
        KpiRows rows = new KpiRows(warehouse);
        rows.run("acme", "jpm/jobs", "r1", NOON, Run.Outcome.COMPLETE);
        rows.run("acme", "jpm/jobs", "r2", EVENING, Run.Outcome.INCOMPLETE);
        rows.run("other", "jpm/jobs", "r3", EVENING.plusSeconds(60), Run.Outcome.COMPLETE);
        assertThat(warehouse.kpis().filled("acme", "jpm/jobs"))
                .isEqualTo(new Kpis.Filled("jpm_jobs", true, Optional.of(NOON), "INCOMPLETE"));
    }

    @Test
    void erasesACustomerFromEveryTable() {
        load("crm/customers", record("id", 5L, "name", "Ann"), record("id", 6L, "name", "Bob"));
        load("crm/customers/contacts", record("id", 1L, "customerId", 5L, "value", "555"));
        load("crm/locations", record("id", 50L, "customerId", 5L), record("id", 60L, "customerId", 6L));
        load("crm/locations/contacts", record("id", 1L, "locationId", 50L), record("id", 2L, "locationId", 60L));
        load("accounting/invoices", record("id", 1L, "customer", record("id", 5L, "name", "Ann")),
                record("id", 2L, "customer", record("id", 6L)));
        load("jpm/jobs", record("id", null, "customerId", 5L));
        warehouse.load("bestair",
                new RecordPage("crm/customers", List.of(record("id", 5L, "name", "Else")), RecordShape.UNKNOWN), NOON);

        assertThat(warehouse.eraseCustomer("acme", new CustomerTrail(5)).deleted())
                .isEqualTo(Map.of("crm_customers", 1L, "crm_customers_contacts", 1L, "crm_locations", 1L,
                        "crm_locations_contacts", 1L, "accounting_invoices", 1L, "_fieldline_rejects", 1L));
        assertThat(rows("SELECT tenant, name FROM crm_customers ORDER BY name")).containsExactly(List.of("acme", "Bob"),
                List.of("bestair", "Else"));
        assertThat(warehouse.eraseCustomer("acme", new CustomerTrail(5)).deleted()).isEmpty();
    }

    @Test
    void erasesRowsThatNameOnlyARecordOfTheCustomerAndLeavesThoseOfOthers() {
        load("crm/customers", record("id", 5L), record("id", 4L, "mergedToId", 5L, "active", false), record("id", 6L));
        load("crm/locations", record("id", 50L, "customerId", 5L));
        load("jpm/jobs", record("id", 70L, "customerId", 5L, "locationId", 50L, "leadCallId", 900L, "bookingId", 0L),
                record("id", 71L, "customerId", 6L, "locationId", 50L, "leadCallId", 901L, "bookingId", 0L));
        load("jpm/appointments", record("id", 80L, "jobId", 70L), record("id", 81L, "jobId", 71L));
        load("jpm/job-notes", record("id", 1L, "jobId", 70L, "text", "gate code"), record("id", 2L, "jobId", 700L));
        load("dispatch/appointment-assignments", record("id", 1L, "appointmentId", 80L),
                record("id", 2L, "appointmentId", 81L));
        load("accounting/invoices", record("id", 90L, "customer", null, "job", record("id", 70L)),
                record("id", 91L, "customer", record("id", 6L), "job", record("id", 70L)),
                record("id", 92L, "customer", record("id", 6L), "job", record("id", 71L)));
        load("accounting/invoice-items", record("id", 1L, "invoiceId", 90L), record("id", 2L, "invoiceId", 92L));
        load("accounting/payments", record("id", 1L, "customer", null, "appliedTo", List.of(record("appliedTo", 90L))),
                record("id", 2L, "customer", null, "appliedTo", List.of(record("appliedTo", 92L), record("appliedTo", 901L))));
        load("telecom/calls", record("id", 900L, "leadCall", record("from", "5125550100", "customer", null)),
                record("id", 901L, "leadCall", record("from", "5125550101", "customer", record("id", 6L))),
                record("id", 902L, "leadCall", record("from", "5125550102", "customer", record("id", 5L))));
        load("sales/estimates", record("id", 1L, "jobId", 70L), record("id", 2L, "jobId", 71L));
        load("sales/estimates/items", record("id", null, "estimateId", 1L));

        ErasedRows erased = warehouse.eraseCustomer("acme", new CustomerTrail(5));

        assertThat(erased.deleted()).isEqualTo(Map.ofEntries(Map.entry("crm_customers", 2L), Map.entry("crm_locations", 1L),
                Map.entry("jpm_jobs", 1L), Map.entry("jpm_appointments", 1L), Map.entry("jpm_job_notes", 1L),
                Map.entry("dispatch_appointment_assignments", 1L), Map.entry("accounting_invoices", 1L),
                Map.entry("accounting_invoice_items", 1L), Map.entry("accounting_payments", 1L),
                Map.entry("telecom_calls", 2L), Map.entry("sales_estimates", 1L), Map.entry("_fieldline_rejects", 1L)));
        assertThat(erased.shared()).isEqualTo(Map.of("jpm_jobs", 1L, "accounting_invoices", 1L));
        assertThat(rows("SELECT id FROM telecom_calls")).containsExactly(List.of("901"));
        assertThat(rows("SELECT id FROM accounting_invoices ORDER BY id")).containsExactly(List.of("91"), List.of("92"));
        assertThat(warehouse.eraseCustomer("acme", new CustomerTrail(5)).deleted()).isEmpty();
    }

    @Test
    void saysWherePeopleAreOfWhomNothingTellsWhoseTheyAre() {
        load("crm/contacts", record("id", "0190-a", "name", "Ann"), record("id", "0190-b", "name", "Bob"));

        ErasedRows erased = warehouse.eraseCustomer("acme", new CustomerTrail(5));

        assertThat(erased.deleted()).isEmpty();
        assertThat(erased.unattributed()).isEqualTo(Map.of("crm_contacts", 2L));
    }

    @Test
    void loadsAPageOfManyRowsAndTheNextOneThatOverlapsIt() {
        List<Map<String, Object>> first = new ArrayList<>();
        List<Map<String, Object>> second = new ArrayList<>();
        for (long id = 0; id < 3_000; id++) {
            first.add(job(id, "first", "2026-01-01T00:00:00Z"));
            second.add(job(id + 1_500, "second", "2026-01-02T00:00:00Z"));
        }
        assertThat(warehouse.load("acme", new RecordPage("jpm/jobs", first, JOBS), NOON))
                .isEqualTo(new LoadResult(3_000, 0, 0));
        assertThat(warehouse.load("acme", new RecordPage("jpm/jobs", second, JOBS), NOON))
                .isEqualTo(new LoadResult(3_000, 0, 0));
        assertThat(rows("SELECT job_number, count(*) FROM jpm_jobs GROUP BY job_number ORDER BY 1"))
                .containsExactly(List.of("first", "1500"), List.of("second", "3000"));
    }

    @SafeVarargs
    final LoadResult load(RecordShape shape, Map<String, Object>... records) {
        return warehouse.load("acme", page(shape, records), NOON);
    }

    @SafeVarargs
    private LoadResult load(String stream, Map<String, Object>... records) {
        return warehouse.load("acme",
                new RecordPage(stream, List.of(records), stream.equals("jpm/jobs") ? JOBS : RecordShape.UNKNOWN), NOON);
    }

    @SafeVarargs
    static RecordPage page(RecordShape shape, Map<String, Object>... records) {
        return new RecordPage("jpm/jobs", List.of(records), shape);
    }

    static Map<String, Object> job(long id, String number, String modifiedOn) {
        return record("id", id, "jobNumber", number, "modifiedOn", modifiedOn);
    }

    static Map<String, Object> with(Map<String, Object> record, String field, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(record);
        copy.put(field, value);
        return copy;
    }

    static Map<String, Object> record(Object... fieldsAndValues) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int at = 0; at < fieldsAndValues.length; at += 2) {
            record.put((String) fieldsAndValues[at], fieldsAndValues[at + 1]);
        }
        return record;
    }

    static RecordShape shape(Object... fieldsAndKinds) {
        Map<String, Kind> fields = new LinkedHashMap<>();
        for (int at = 0; at < fieldsAndKinds.length; at += 2) {
            fields.put((String) fieldsAndKinds[at], (Kind) fieldsAndKinds[at + 1]);
        }
        return new RecordShape(fields);
    }

    private List<String> one(String sql) {
        List<List<String>> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /** A way to look at the tables. */
    Connection connection() throws SQLException {
        return warehouse.dataSource().getConnection();
    }

    final List<List<String>> rows(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                    row.add(results.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException error) {
            throw new AssertionError(sql, error);
        }
    }

    private String type(String table, String column) {
        return one(
                "SELECT data_type FROM information_schema.columns WHERE table_schema = current_schema() AND lower(table_name) = '"
                        + table + "' AND lower(column_name) = '" + column + "'")
                .get(0);
    }

    private Instant instant(String column) {
        return instant(column, null);
    }

    private Instant instant(String column, Integer id) {
        String sql = "SELECT CAST(extract(epoch FROM " + column + ") * 1000000 AS BIGINT) FROM jpm_jobs"
                + (id == null ? "" : " WHERE id = " + id);
        return Timestamps.instant(Long.parseLong(one(sql).get(0)));
    }
}
