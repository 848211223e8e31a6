package io.fieldline.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.sql.DataSource;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.SyncException;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.Run;
import io.fieldline.sync.UnitOfWork;

/**
 * Tables filled from records: one for each stream, <code>jpm_jobs</code> for <code>jpm/jobs</code>, shared by all tenants.
 * A row is known by tenant and id and is the newest version of its record. Every method throws one of the four
 * {@link SyncException}s when the database refuses. Safe for use by several threads.
 */
public final class Warehouse implements AutoCloseable {

    private final Engine engine;
    private final Tables tables;

    Warehouse(Engine engine) {
        this.engine = engine;
        this.tables = new Tables(engine.dialect(), !engine.joinsOtherTransactions());
    }

    /**
     * A warehouse in a PostgreSQL database that somebody else writes to as well. Every load joins the unit of work that is
     * under way on the calling thread, so that rows and checkpoint are committed together, or not at all.
     *
     * @param database gives the unit of work's connection inside of one
     */
    public static Warehouse over(DataSource database, UnitOfWork unitOfWork) {
        return new Warehouse(JdbcEngine.joined(database, unitOfWork));
    }

    /**
     * Stores a page as one transaction: all of it or nothing. Loading the same page again changes nothing but
     * <code>_fieldline_synced_at</code>. Where a row cannot be stored and the engine cannot undo a part of a transaction,
     * the page is stored in several.
     *
     * @param page up to 25,000 records
     * @param syncedAt when the records were read
     */
    public LoadResult load(String tenant, RecordPage page, Instant syncedAt) {
        if (page.records().isEmpty()) {
            return LoadResult.NOTHING;
        }
        try {
            return write(session -> new PageLoad(session, engine.dialect(), tables, tenant, page, syncedAt).run());
        } catch (RejectedRecordException refusal) {
            if (engine.joinsOtherTransactions()) {
                throw refusal;
            }
            return page.records().size() == 1
                    ? reject(tenant, page, refusal.getMessage(), syncedAt)
                    : loadHalves(tenant, page, syncedAt);
        }
    }

    /** One of the rows is to blame; the others are stored without it. */
    private LoadResult loadHalves(String tenant, RecordPage page, Instant syncedAt) {
        List<Map<String, Object>> records = page.records();
        int half = records.size() / 2;
        LoadResult first = load(tenant, page.of(records.subList(0, half)), syncedAt);
        return first.plus(load(tenant, page.of(records.subList(half, records.size())), syncedAt));
    }

    private LoadResult reject(String tenant, RecordPage page, String reason, Instant syncedAt) {
        Map<String, Object> record = page.records().get(0);
        List<Reject> rejects = List.of(Reject.of(page.stream(), record, record.get(Column.ID), reason));
        return write(session -> {
            tables.prepare(session);
            SystemTables.reject(session, tenant, Naming.table(page.stream()), rejects, syncedAt);
            return new LoadResult(0, 0, 1);
        });
    }

    /** Keeps what became of a run in <code>_fieldline_runs</code>; the same run again replaces what was kept. */
    public void recordRun(Run run) {
        write(session -> {
            tables.prepare(session);
            SystemTables.record(session, run);
            return null;
        });
    }

    /** True when a load joins the unit of work that is under way, so that the checkpoint can be part of it. */
    public boolean joinsUnitOfWork() {
        return engine.joinsOtherTransactions();
    }

    /** How many rows of the stream the tenant has, the deleted ones included; none when there is no such table. */
    public long countRows(String tenant, String stream) {
        return countRows(tenant, stream, "");
    }

    /** How many of them are not deleted. */
    public long countLiveRows(String tenant, String stream) {
        return countRows(tenant, stream, " AND " + engine.dialect().name(Column.DELETED_AT.name()) + " IS NULL");
    }

    private long countRows(String tenant, String stream, String condition) {
        String table = Naming.table(stream);
        Dialect dialect = engine.dialect();
        return engine.read(session -> {
            boolean there = !session.query(dialect.columnsQuery(), dialect.storedName(table)).isEmpty();
            return there
                    ? Long.parseLong(session.query("SELECT count(*) FROM " + dialect.name(table) + " WHERE "
                            + dialect.name(Column.TENANT.name()) + " = ?" + condition, tenant).get(0).get(0))
                    : 0L;
        });
    }

    /** Figures from its tables. */
    public Kpis kpis() {
        return new Kpis(engine);
    }

    /** Adds to the trail what the tables tell of the customer's records. */
    public void followCustomer(String tenant, CustomerTrail trail) {
        engine.read(session -> new CustomerErasure(session, engine.dialect(), tenant, trail).follow());
    }

    /** Deletes every row, and every reject, of the customer and of the records that belong to it. */
    public ErasedRows eraseCustomer(String tenant, CustomerTrail trail) {
        return write(session -> new CustomerErasure(session, engine.dialect(), tenant, trail).run());
    }

    /** Asks the database for an answer; throws what keeps it from giving one. */
    public void check() {
        engine.read(session -> session.query("SELECT 1"));
    }

    /**
     * The database itself, for a route's own statements.
     *
     * @throws io.fieldline.failure.MisconfiguredException when the warehouse is not reached by JDBC
     */
    public DataSource dataSource() {
        return engine.dataSource();
    }

    private <T> T write(Function<Session, T> work) {
        try {
            return engine.write(work);
        } catch (RuntimeException failure) {
            // What was done to tables is undone, so they are not what they were remembered to be.
            tables.forget();
            throw failure;
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
