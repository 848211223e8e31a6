package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers questions about a tenant's figures from the tables of a warehouse. Changes nothing. */
public final class Kpis {

    private final Engine engine;

    /**
     * How full the table of a collection is.
     *
     * @param table its name
     * @param there whether there is one
     * @param until when the last complete run ended; empty where none did
     * @param lastOutcome how the last run ended; empty where there was none
     */
    public record Filled(String table, boolean there, Optional<Instant> until, String lastOutcome) {}

    Kpis(Engine engine) {
        this.engine = engine;
    }

    /** @throws io.fieldline.failure.SyncException when the warehouse does not answer */
    public Filled filled(String tenant, String stream) {
        String table = Naming.table(stream);
        Dialect dialect = engine.dialect();
        return engine.read(session -> {
            boolean there = isThere(session, table);
            if (!isThere(session, SystemTables.RUNS)) {
                return new Filled(table, there, Optional.empty(), "");
            }
            List<List<String>> runs = session.query("SELECT " + dialect.name("outcome") + ", max(EXTRACT(EPOCH FROM "
                    + dialect.name("ended_at") + ")) FROM " + dialect.name(SystemTables.RUNS) + " WHERE "
                    + dialect.name(Column.TENANT.name()) + " = ? AND " + dialect.name("stream") + " = ? AND "
                    + dialect.name("ended_at") + " IS NOT NULL GROUP BY " + dialect.name("outcome") + " ORDER BY 2 DESC",
                    tenant,
                    stream);
            return new Filled(table, there, runs.stream().filter(run -> "COMPLETE".equals(run.get(0))).findFirst()
                    .map(run -> Instant.ofEpochSecond(new BigDecimal(run.get(1)).longValue())),
                    runs.isEmpty() ? "" : runs.get(0).get(0));
        });
    }

    private boolean isThere(Session session, String table) {
        return !session.query(engine.dialect().columnsQuery(), engine.dialect().storedName(table)).isEmpty();
    }

    /**
     * In the order of the spans; a group that has nothing in a span is not in it.
     *
     * @throws io.fieldline.failure.SyncException when the warehouse does not answer, or lacks a table
     */
    public List<KpiFigure> figures(KpiQuestion question) {
        return engine.read(session -> new KpiQuery(session, engine.dialect(), question).figures());
    }

    /** What the records of a collection are called, by id; nothing where it is not in the warehouse. */
    public Map<String, String> names(String tenant, String stream) {
        String table = Naming.table(stream);
        Dialect dialect = engine.dialect();
        return engine.read(session -> {
            Map<String, String> names = new HashMap<>();
            if (isThere(session, table)) {
                session.query("SELECT " + dialect.name(Column.ID) + ", " + dialect.name("name") + " FROM " + dialect.name(table)
                        + " WHERE " + dialect.name(Column.TENANT.name()) + " = ?", tenant)
                        .forEach(row -> names.put(row.get(0), row.get(1)));
            }
            return names;
        });
    }
}
