package io.fieldline.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;

/** The tables that tell what was done: changes of tables, rejected records, runs. */
final class SystemTables {

    static final String SCHEMA_CHANGES = "_fieldline_schema_changes";
    static final String REJECTS = "_fieldline_rejects";
    static final String RUNS = "_fieldline_runs";

    private static final List<String> ID = List.of(Column.ID);
    private static final List<Column> CHANGE_COLUMNS = List.of(text(Column.ID), text("table_name"), text("column_name"),
            text("field"), text("change"), text("old_type"), text("new_type"), time("changed_at"));
    private static final List<Column> REJECT_COLUMNS = List.of(Column.TENANT, text(Column.ID), text("table_name"),
            text("record_id"), text("customer_id"), text("reason"), text("payload"), time("rejected_at"));
    private static final List<Column> RUN_COLUMNS = List.of(Column.TENANT, text(Column.ID), text("flow"), text("stream"),
            text("kind"), time("started_at"), time("ended_at"), number("read"), number("written"), number("skipped"),
            number("parked"), number("rejected"), number("total_count"), text("outcome"), text("message"));
    private static final Map<String, List<Column>> COLUMNS = Map.of(SCHEMA_CHANGES, CHANGE_COLUMNS, REJECTS, REJECT_COLUMNS,
            RUNS,
            RUN_COLUMNS);

    private SystemTables() {}

    static void create(Session session, Dialect dialect) {
        COLUMNS.forEach((table, columns) -> session.update(dialect.createTable(table, columns, key(table))));
    }

    static void logChanges(Session session, List<SchemaChange> changes, Instant at) {
        long micros = Timestamps.micros(at);
        store(session, SCHEMA_CHANGES, changes.stream().map(change -> new Object[]{
                RecordKeys.hash(change + " " + at), change.table(), change.column(), change.field(), change.what(),
                change.oldType(), change.newType(), micros }).toList());
    }

    /** The same reject of a page that is loaded again is kept once. */
    static void reject(Session session, String tenant, String table, List<Reject> rejects, Instant at) {
        long micros = Timestamps.micros(at);
        Set<String> seen = new HashSet<>();
        List<Object[]> rows = new ArrayList<>();
        for (Reject reject : rejects) {
            String id = RecordKeys.hash(table + " " + reject.recordId() + " " + reject.payload());
            if (seen.add(id)) {
                rows.add(new Object[]{tenant, id, table, reject.recordId(), reject.customerId(), reject.reason(),
                        reject.payload(), micros });
            }
        }
        store(session, REJECTS, rows);
    }

    static void record(Session session, Run run) {
        Counts counts = run.counts();
        store(session, RUNS, List.<Object[]>of(new Object[]{run.key().tenant(), run.id(), run.key().flow(),
                run.key().stream(), run.kind().name(), micros(run.startedAt()), micros(run.endedAt()), counts.read(),
                counts.written(), counts.skipped(), counts.parked(), counts.rejected(), run.totalCount(),
                run.outcome().name(), run.message() }));
    }

    private static Long micros(Instant instant) {
        return instant == null ? null : (Long) Timestamps.micros(instant);
    }

    private static void store(Session session, String table, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            List<Column> columns = COLUMNS.get(table);
            int[] positions = IntStream.range(0, columns.size()).toArray();
            session.upsert(new Batch(table, columns, key(table), false, positions, rows));
        }
    }

    private static List<String> key(String table) {
        return table.equals(SCHEMA_CHANGES) ? ID : Batch.RECORD_KEY;
    }

    private static Column text(String name) {
        return new Column(name, name, ColumnType.TEXT);
    }

    private static Column number(String name) {
        return new Column(name, name, ColumnType.BIGINT);
    }

    private static Column time(String name) {
        return new Column(name, name, ColumnType.TIMESTAMP);
    }
}
