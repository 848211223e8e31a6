package io.fieldline.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fieldline.sync.RecordPage;

/** Brings one page into its table. */
final class PageLoad {

    private final Session session;
    private final Dialect dialect;
    private final Tables tables;
    private final String tenant;
    private final RecordPage page;
    private final Instant syncedAt;
    private final String table;
    private final List<Reject> rejects = new ArrayList<>();

    PageLoad(Session session, Dialect dialect, Tables tables, String tenant, RecordPage page, Instant syncedAt) {
        this.session = session;
        this.dialect = dialect;
        this.tables = tables;
        this.tenant = tenant;
        this.page = page;
        this.syncedAt = syncedAt;
        this.table = Naming.table(page.stream());
    }

    LoadResult run() {
        StagedPage staged = stage();
        long written = store(batch(staged), staged.records());
        rejects.addAll(staged.rejects());
        SystemTables.reject(session, tenant, table, rejects, syncedAt);
        return new LoadResult(written, page.records().size() - written - rejects.size(), rejects.size());
    }

    private StagedPage stage() {
        TableLayout layout = tables.layout(session, table);
        StagedPage staged = read(layout);
        if (staged.rows().isEmpty() || !Tables.tooNarrow(layout, staged.columns())) {
            return staged;
        }
        // Another process may have changed the table in the meantime, so the page is read again for what it is now.
        TableLayout now = tables.lockedLayout(session, table);
        StagedPage again = read(now);
        if (Tables.tooNarrow(now, again.columns())) {
            tables.change(session, now, again.columns(), page.shape(), syncedAt);
        }
        return again;
    }

    private StagedPage read(TableLayout layout) {
        return new PageReader(tenant, page, layout, dialect.decimals(), dialect::storable, syncedAt).read();
    }

    private Batch batch(StagedPage staged) {
        boolean guarded = staged.columns().stream().anyMatch(column -> column.name().equals(Column.MODIFIED_ON));
        return new Batch(table, staged.columns(), Batch.RECORD_KEY, guarded, staged.positions(), staged.rows());
    }

    /** Where the engine can undo, one bad row is found by halving and does not keep the others out. */
    private long store(Batch batch, List<Map<String, Object>> records) {
        if (batch.rows().isEmpty()) {
            return 0;
        }
        if (!session.undoes()) {
            return session.upsert(batch);
        }
        try {
            return session.tryUpsert(batch);
        } catch (UnstorableRowException failure) {
            int rows = batch.rows().size();
            if (rows == 1) {
                Map<String, Object> record = records.get(0);
                rejects.add(Reject.of(page.stream(), record, record.get(Column.ID), failure.getMessage()));
                return 0;
            }
            int half = rows / 2;
            return store(batch.of(batch.rows().subList(0, half)), records.subList(0, half))
                    + store(batch.of(batch.rows().subList(half, rows)), records.subList(half, rows));
        }
    }
}
