package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.sync.Counts;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.RecordShape.Kind;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;

/** Two months of a contractor in Chicago, as a warehouse gets them, and their figures added up by hand. */
public final class KpiRows {

    public static final Instant LOADED = Instant.parse("2026-05-20T12:00:00Z");
    public static final LocalDate FROM = LocalDate.parse("2026-04-01");
    public static final LocalDate TO = LocalDate.parse("2026-05-31");

    private static final RecordShape INVOICES = WarehouseContract.shape("id", Kind.INTEGER, "subTotal", Kind.MONEY,
            "invoiceDate",
            Kind.TIMESTAMP, "job", Kind.JSON, "businessUnit", Kind.JSON);
    private static final RecordShape JOBS = WarehouseContract.shape("id", Kind.INTEGER, "jobStatus", Kind.TEXT, "completedOn",
            Kind.TIMESTAMP, "total", Kind.MONEY, "businessUnitId", Kind.INTEGER, "soldById", Kind.INTEGER, "noCharge",
            Kind.BOOLEAN);
    private static final RecordShape ESTIMATES = WarehouseContract.shape("id", Kind.INTEGER, "jobId", Kind.INTEGER, "status",
            Kind.JSON, "createdOn", Kind.TIMESTAMP, "soldOn", Kind.TIMESTAMP, "businessUnitId", Kind.INTEGER);
    private static final RecordShape ASSIGNMENTS = WarehouseContract.shape("id", Kind.INTEGER, "jobId", Kind.INTEGER,
            "technicianId", Kind.INTEGER);

    private final Warehouse warehouse;

    public KpiRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Everything of one tenant, and something of another that must not count. */
    public void load(String tenant) {
        put(tenant, "accounting/invoices", INVOICES, invoice(1, "100.50", "2026-04-30", 11L, 7), invoice(2, "200.00",
                "2026-05-01", 12L, 7), invoice(3, "-50.25", "2026-05-02", null, 8),
                with(invoice(4, "999.00", "2026-05-03", 11L, 7), "active", false));
        put("other", "accounting/invoices", INVOICES, invoice(1, "5000.00", "2026-05-01", 11L, 7));
        // The second was completed on the last evening of April in Chicago, which is May in UTC.
        put(tenant, "jpm/jobs", JOBS, job(11, "Completed", "2026-04-10T15:00:00Z", "100.00", 7, 21L, false), job(12,
                "Completed", "2026-05-01T02:00:00Z", "300.00", 7, 22L, false),
                job(13, "Completed", "2026-05-04T15:00:00Z",
                        "50.00", 8, null, false),
                job(14, "Completed", "2026-05-05T15:00:00Z", "0.00", 8, null, true),
                job(15, "Scheduled", null, "700.00", 7, 21L, false));
        put("other", "jpm/jobs", JOBS, job(11, "Completed", "2026-04-10T15:00:00Z", "9000.00", 7, 99L, false));
        put(tenant, "sales/estimates", ESTIMATES, estimate(1, 11L, "Dismissed", "2026-04-10T16:00:00Z", 7), estimate(2, 11L,
                "Sold", "2026-04-10T17:00:00Z", 7), estimate(3, 12L, "Open", "2026-05-02T16:00:00Z", 7),
                estimate(4, 13L, "Sold",
                        "2026-05-04T16:00:00Z", 8),
                estimate(5, null, "Open", "2026-05-04T16:00:00Z", 8));
        put(tenant, "dispatch/appointment-assignments", ASSIGNMENTS, WarehouseContract.record("id", 1L, "jobId", 11L,
                "technicianId", 21L), WarehouseContract.record("id", 2L, "jobId", 12L, "technicianId", 21L),
                WarehouseContract
                        .record("id", 3L, "jobId", 12L, "technicianId", 22L),
                WarehouseContract.record("id", 4L, "jobId", 13L,
                        "technicianId", 22L),
                WarehouseContract.record("id", 5L, "jobId", 13L, "technicianId", 22L));
        put(tenant, "settings/technicians", RecordShape.UNKNOWN, WarehouseContract.record("id", 21L, "name", "Kim Lee"));
        for (String stream : List.of("accounting/invoices", "jpm/jobs", "sales/estimates",
                "dispatch/appointment-assignments")) {
            run(tenant, stream, "r1", LOADED, Run.Outcome.COMPLETE);
        }
    }

    public void run(String tenant, String stream, String id, Instant ended, Run.Outcome outcome) {
        warehouse.recordRun(new Run(stream + id, new StreamKey(tenant, "warehouse-pipeline", stream), Run.Kind.POLL,
                ended.minusSeconds(5), ended, Counts.NONE, null, outcome, ""));
    }

    @SafeVarargs
    private void put(String tenant, String stream, RecordShape shape, Map<String, Object>... rows) {
        warehouse.load(tenant, new RecordPage(stream, List.of(rows), shape), LOADED);
    }

    private static Map<String, Object> invoice(long id, String subtotal, String day, Long job, long unit) {
        return WarehouseContract.record("id", id, "subTotal", subtotal, "invoiceDate", day + "T00:00:00Z", "job",
                job == null ? null : Map.of("id", job, "number", "J"), "businessUnit", Map.of("id", unit, "name", "U"),
                "active",
                true);
    }

    private static Map<String, Object> job(long id, String status, String completed, String total, long unit, Long seller,
            boolean noCharge) {
        return WarehouseContract.record("id", id, "jobStatus", status, "completedOn", completed, "total",
                new BigDecimal(total), "businessUnitId", unit, "soldById", seller, "noCharge", noCharge);
    }

    private static Map<String, Object> estimate(long id, Long job, String status, String created, long unit) {
        return WarehouseContract.record("id", id, "jobId", job, "status", Map.of("value", 1L, "name", status), "createdOn",
                created, "soldOn", null, "businessUnitId", unit);
    }

    private static Map<String, Object> with(Map<String, Object> row, String field, Object value) {
        Map<String, Object> copy = new HashMap<>(row);
        copy.put(field, value);
        return copy;
    }

    /** One line for each figure: from, group, sum or jobs won, number. */
    static List<String> lines(List<KpiFigure> figures) {
        List<String> lines = new ArrayList<>();
        figures.forEach(figure -> lines.add(figure.span().from() + " " + figure.group() + " "
                + figure.sum().stripTrailingZeros().toPlainString() + " " + figure.count()));
        return lines;
    }
}
