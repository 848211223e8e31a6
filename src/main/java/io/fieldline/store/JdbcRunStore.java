package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;

final class JdbcRunStore implements RunStore {

    private static final String COLUMNS = "id, tenant, flow, stream, kind, started_at, ended_at, records_read, records_written, "
            + "records_skipped, records_parked, records_rejected, total_count, outcome, message";

    private final StateDatabase database;

    JdbcRunStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void save(Run run) {
        Counts counts = run.counts();
        database.update("insert into run (" + COLUMNS + """
                ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as bigint), ?, ?)
                on conflict (id) do update set tenant = excluded.tenant, flow = excluded.flow, stream = excluded.stream,
                kind = excluded.kind, started_at = excluded.started_at, ended_at = excluded.ended_at,
                records_read = excluded.records_read, records_written = excluded.records_written,
                records_skipped = excluded.records_skipped, records_parked = excluded.records_parked,
                records_rejected = excluded.records_rejected, total_count = excluded.total_count,
                outcome = excluded.outcome, message = excluded.message
                """, run.id(), run.key().tenant(), run.key().flow(), run.key().stream(), run.kind().name(),
                TimeText.of(run.startedAt()), TimeText.of(run.endedAt()), counts.read(), counts.written(), counts.skipped(),
                counts.parked(), counts.rejected(), run.totalCount(), run.outcome().name(),
                run.message() == null ? "" : run.message());
    }

    @Override
    public Optional<Run> find(String id) {
        return database.find("select " + COLUMNS + " from run where id = ?", JdbcRunStore::run, id);
    }

    @Override
    public List<Run> recent(String tenant, String flow, int limit) {
        Filter filter = new Filter().equal("tenant", tenant).equal("flow", flow);
        return database.query(
                "select " + COLUMNS + " from run" + filter.where() + " order by started_at desc, id desc limit ?",
                JdbcRunStore::run, filter.valuesAnd(limit));
    }

    @Override
    public List<StreamTotals> totals(Instant since) {
        return database.query("select * from (select " + COLUMNS + """
                , sum(records_read) over stream_runs as sum_read, sum(records_written) over stream_runs as sum_written,
                sum(records_skipped) over stream_runs as sum_skipped, sum(records_parked) over stream_runs as sum_parked,
                sum(records_rejected) over stream_runs as sum_rejected,
                row_number() over (partition by tenant, flow, stream order by started_at desc, id desc) as newest
                from run where started_at >= ? window stream_runs as (partition by tenant, flow, stream)) summed
                where newest = 1 order by tenant, flow, stream
                """, row -> new StreamTotals(key(row), counts(row, "sum_"), run(row)), TimeText.of(since));
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        return database.update("""
                delete from run where ended_at < ? and exists (select 1 from run newer
                where newer.tenant = run.tenant and newer.flow = run.flow and newer.stream = run.stream
                and (newer.started_at, newer.id) > (run.started_at, run.id))
                """, TimeText.of(instant));
    }

    private static Run run(ResultSet row) throws SQLException {
        long total = row.getLong("total_count");
        Long totalCount = row.wasNull() ? null : total;
        return new Run(row.getString("id"), key(row), Run.Kind.valueOf(row.getString("kind")),
                TimeText.parse(row.getString("started_at")), TimeText.parse(row.getString("ended_at")),
                counts(row, "records_"), totalCount, Run.Outcome.valueOf(row.getString("outcome")), row.getString("message"));
    }

    private static StreamKey key(ResultSet row) throws SQLException {
        return new StreamKey(row.getString("tenant"), row.getString("flow"), row.getString("stream"));
    }

    private static Counts counts(ResultSet row, String prefix) throws SQLException {
        return new Counts(row.getLong(prefix + "read"), row.getLong(prefix + "written"), row.getLong(prefix + "skipped"),
                row.getLong(prefix + "parked"), row.getLong(prefix + "rejected"));
    }
}
