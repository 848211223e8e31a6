package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.fieldline.warehouse.KpiQuestion.By;
import io.fieldline.warehouse.KpiQuestion.Span;

/** The statements by which a question is answered: one for each span, because engines cut weeks and time zones differently. */
final class KpiQuery {

    private static final String GROUP = "kpi_group";
    private static final String AMOUNT = "kpi_amount";
    private static final String OF_JOB = "kpi_job";
    private static final String OF_TENANT = "kpi_tenant";
    private static final String INVOICES = "accounting_invoices";
    private static final String JOBS = "jpm_jobs";
    private static final String ESTIMATES = "sales_estimates";
    private static final String ASSIGNMENTS = "dispatch_appointment_assignments";

    private final Session session;
    private final Dialect dialect;
    private final KpiQuestion question;

    KpiQuery(Session session, Dialect dialect, KpiQuestion question) {
        this.session = session;
        this.dialect = dialect;
        this.question = question;
    }

    List<KpiFigure> figures() {
        String statement = switch (question.kpi()) {
            case REVENUE -> revenue();
            case AVERAGE_TICKET -> averageTicket();
            case CLOSE_RATE -> closeRate();
        };
        List<KpiFigure> figures = new ArrayList<>();
        for (Span span : question.spans()) {
            List<String> arguments = new ArrayList<>();
            if (question.kpi() == Kpi.CLOSE_RATE && question.by() == By.TECHNICIAN) {
                arguments.add(question.tenant());
            }
            arguments.add(question.tenant());
            arguments.addAll(span.bounds(question.zone(), question.kpi() == Kpi.REVENUE));
            session.query(statement, arguments.toArray(String[]::new)).forEach(row -> figures.add(figure(span, row)));
        }
        return figures;
    }

    private static KpiFigure figure(Span span, List<String> row) {
        return new KpiFigure(span, row.get(0) == null ? "" : row.get(0),
                row.get(1) == null ? BigDecimal.ZERO : new BigDecimal(row.get(1)), new BigDecimal(row.get(2)).longValue());
    }

    private String revenue() {
        Set<String> columns = columns(INVOICES);
        String invoices = "SELECT " + money("sub_total", columns) + " AS " + name(AMOUNT) + ", "
                + (columns.contains("job") ? dialect.jsonText("job", "id") : text("NULL")) + " AS " + name(OF_JOB) + ", "
                + (columns.contains("business_unit") ? dialect.jsonText("business_unit", "id") : text("NULL")) + " AS "
                + name(GROUP) + ", " + tenant() + " AS " + name(OF_TENANT) + " FROM " + name(INVOICES) + within("invoice_date");
        String sums = "sum(" + name(AMOUNT) + "), count(*) FROM (" + invoices + ") i";
        return switch (question.by()) {
            case NOTHING -> "SELECT " + text("NULL") + ", " + sums;
            case BUSINESS_UNIT -> "SELECT " + name(GROUP) + ", " + sums + " GROUP BY " + name(GROUP);
            case TECHNICIAN -> "SELECT j." + name("seller") + ", " + sums + " LEFT JOIN (SELECT " + text(name("id")) + " AS "
                    + name("job_id") + ", " + optional(JOBS, "sold_by_id") + " AS " + name("seller") + ", " + tenant() + " AS "
                    + name(OF_TENANT) + " FROM " + name(JOBS) + ") j ON j." + name("job_id") + " = i." + name(OF_JOB)
                    + " AND j." + name(OF_TENANT) + " = i." + name(OF_TENANT) + " GROUP BY j." + name("seller");
        };
    }

    private String averageTicket() {
        Set<String> columns = columns(JOBS);
        String charged = columns.contains("no_charge") ? " AND COALESCE(" + name("no_charge") + ", FALSE) = FALSE" : "";
        return grouped(switch (question.by()) {
            case NOTHING -> text("NULL");
            case BUSINESS_UNIT -> optional(JOBS, "business_unit_id");
            case TECHNICIAN -> optional(JOBS, "sold_by_id");
        }, "sum(" + money("total", columns) + "), count(*) FROM " + name(JOBS) + within("completed_on") + " AND "
                + name("job_status") + " = 'Completed'" + charged);
    }

    private String closeRate() {
        Set<String> columns = columns(ESTIMATES);
        List<String> sold = new ArrayList<>();
        if (columns.contains("status")) {
            sold.add(dialect.jsonText("status", "name") + " = 'Sold'");
        }
        if (columns.contains("sold_on")) {
            sold.add(name("sold_on") + " IS NOT NULL");
        }
        String won = sold.isEmpty() ? "NULL" : "CASE WHEN " + String.join(" OR ", sold) + " THEN " + name("job_id") + " END";
        String estimates = "SELECT " + name("job_id") + " AS " + name(OF_JOB) + ", " + won + " AS " + name(AMOUNT) + ", "
                + optional(ESTIMATES, "business_unit_id") + " AS " + name(GROUP) + " FROM " + name(ESTIMATES)
                + within("created_on") + " AND " + name("job_id") + " IS NOT NULL";
        String counts = "count(DISTINCT " + name(AMOUNT) + "), count(DISTINCT " + name(OF_JOB) + ") FROM ";
        return question.by() == By.TECHNICIAN
                ? "SELECT " + name("technician") + ", " + counts + "(SELECT DISTINCT " + name("job_id") + " AS "
                        + name("assigned_job") + ", " + text(name("technician_id")) + " AS " + name("technician") + " FROM "
                        + name(ASSIGNMENTS) + " WHERE " + tenant() + " = ? AND " + alive() + ") a JOIN (" + estimates
                        + ") e ON " + name("assigned_job") + " = " + name(OF_JOB) + " GROUP BY " + name("technician")
                : grouped(question.by() == By.NOTHING ? text("NULL") : name(GROUP), counts + "(" + estimates + ") e");
    }

    private String grouped(String group, String rest) {
        return "SELECT " + group + ", " + rest + (question.by() == By.NOTHING ? "" : " GROUP BY " + group);
    }

    private String within(String column) {
        String moment = "CAST(? AS " + dialect.typeName(ColumnType.TIMESTAMP) + ")";
        return " WHERE " + tenant() + " = ? AND " + alive() + " AND " + name(column) + " >= " + moment + " AND "
                + name(column) + " < " + moment;
    }

    private String alive() {
        return name(Column.DELETED_AT.name()) + " IS NULL";
    }

    private String tenant() {
        return name(Column.TENANT.name());
    }

    private String money(String column, Set<String> columns) {
        return columns.contains(column) ? "CAST(" + name(column) + " AS " + dialect.typeName(ColumnType.DECIMAL) + ")" : "0";
    }

    /** A column that no record brought yet is empty. */
    private String optional(String table, String column) {
        return columns(table).contains(column) ? text(name(column)) : text("NULL");
    }

    private String text(String expression) {
        return "CAST(" + expression + " AS " + dialect.typeName(ColumnType.TEXT) + ")";
    }

    private Set<String> columns(String table) {
        Set<String> columns = new HashSet<>();
        session.query(dialect.columnsQuery(), dialect.storedName(table))
                .forEach(row -> columns.add(row.get(0).toLowerCase(Locale.ROOT)));
        return columns;
    }

    private String name(String name) {
        return dialect.name(name);
    }
}
