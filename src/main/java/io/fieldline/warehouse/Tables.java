package io.fieldline.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.sync.RecordShape;

/** Knows the tables of a warehouse, makes them and lets them grow with the records. */
final class Tables {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
    private static final List<Column> OWN = List.of(Column.SYNCED_AT, Column.DELETED_AT, Column.MERGED_TO);

    private final Dialect dialect;
    private final boolean remembers;
    private final Map<String, TableLayout> known = new ConcurrentHashMap<>();
    private volatile boolean systemTablesMade;

    /** @param remembers false where somebody else may undo what was done, so that tables are looked at anew for each load */
    Tables(Dialect dialect, boolean remembers) {
        this.dialect = dialect;
        this.remembers = remembers;
    }

    /** The table as it was when last looked at; looked at now when it is not known to exist. */
    TableLayout layout(Session session, String table) {
        TableLayout layout = known.get(table);
        return layout != null ? layout : layoutNow(session, table);
    }

    /** Looks at the table while nobody else changes it. */
    TableLayout lockedLayout(Session session, String table) {
        dialect.lockForChange(table).ifPresent(session::query);
        return layoutNow(session, table);
    }

    private TableLayout layoutNow(Session session, String table) {
        makeSystemTables(session);
        List<List<String>> columns = session.query(dialect.columnsQuery(), dialect.storedName(table));
        Map<String, String> fields = columns.isEmpty() ? Map.of() : fields(session, table);
        TableLayout layout = new TableLayout(table, columns.stream().map(row -> {
            String name = row.get(0).toLowerCase(Locale.ROOT);
            return new Column(fields.getOrDefault(name, name), name,
                    dialect.columnType(row.get(1), number(row.get(2)), number(row.get(3))));
        }).toList());
        if (layout.exists() && remembers) {
            known.put(table, layout);
        }
        return layout;
    }

    private void makeSystemTables(Session session) {
        if (!systemTablesMade) {
            boolean there = !session.query(dialect.columnsQuery(), dialect.storedName(SystemTables.RUNS)).isEmpty();
            if (!there) {
                dialect.lockForChange(SystemTables.RUNS).ifPresent(session::query);
                SystemTables.create(session, dialect);
            }
            systemTablesMade = remembers;
        }
    }

    void prepare(Session session) {
        makeSystemTables(session);
    }

    private Map<String, String> fields(Session session, String table) {
        Map<String, String> fields = new HashMap<>();
        String sql = "SELECT " + dialect.name("column_name") + ", " + dialect.name("field") + " FROM "
                + dialect.name(SystemTables.SCHEMA_CHANGES) + " WHERE " + dialect.name("table_name") + " = ?";
        session.query(sql, table).forEach(row -> fields.put(row.get(0), row.get(1)));
        return fields;
    }

    /** Whether the table must change before it can take the columns. */
    static boolean tooNarrow(TableLayout layout, List<Column> columns) {
        return columns.stream().anyMatch(column -> !column.equals(layout.column(column.field())));
    }

    /** Makes the table, or adds and widens columns until it takes these; each change is logged in the warehouse. */
    void change(Session session, TableLayout layout, List<Column> columns, RecordShape shape, Instant at) {
        List<SchemaChange> changes = new ArrayList<>();
        if (layout.exists()) {
            columns.forEach(column -> change(session, layout, column, changes::add));
        } else {
            create(session, layout.table(), columns, shape, changes::add);
        }
        SystemTables.logChanges(session, changes, at);
        changes.stream().filter(change -> !change.what().equals("created"))
                .forEach(change -> LOG.info("Column {} of {} was {}: {}", change.column(), change.table(), change.what(),
                        change.newType()));
        known.remove(layout.table());
    }

    private void create(Session session, String table, List<Column> columns, RecordShape shape, Consumer<SchemaChange> log) {
        Map<String, Column> all = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        columns.forEach(column -> names.add(column.name()));
        OWN.forEach(column -> names.add(column.name()));
        all.put(Column.TENANT.field(), Column.TENANT);
        columns.stream().filter(column -> column.field().equals(Column.ID)).forEach(id -> all.put(id.field(), id));
        Map<String, Column> filled = new LinkedHashMap<>();
        columns.forEach(column -> filled.put(column.field(), column));
        shape.fields().forEach((field, kind) -> all.computeIfAbsent(field, unseen -> {
            Column column = filled.get(unseen);
            return column != null ? column : documented(unseen, kind, names);
        }));
        columns.stream().filter(column -> !OWN.stream().map(Column::field).toList().contains(column.field()))
                .forEach(column -> all.putIfAbsent(column.field(), column));
        OWN.forEach(column -> all.put(column.field(), filled.getOrDefault(column.field(), column)));
        List<Column> definition = List.copyOf(all.values());
        session.update(dialect.createTable(table, definition, Batch.RECORD_KEY));
        definition.forEach(column -> log.accept(new SchemaChange(table, column.name(), column.field(), "created", null,
                dialect.typeName(column.type()))));
    }

    private Column documented(String field, RecordShape.Kind kind, Set<String> names) {
        String name = Naming.column(field, names::contains);
        names.add(name);
        ColumnType type = ColumnType.of(kind);
        boolean decimal = type.kind() == ColumnType.Kind.DECIMAL && dialect.decimals() != null;
        return new Column(field, name, decimal ? dialect.decimals() : type);
    }

    private void change(Session session, TableLayout layout, Column column, Consumer<SchemaChange> log) {
        Column now = layout.column(column.field());
        String type = dialect.typeName(column.type());
        if (now == null) {
            session.update(dialect.addColumn(layout.table(), column));
            log.accept(new SchemaChange(layout.table(), column.name(), column.field(), "added", null, type));
        } else if (!now.equals(column)) {
            dialect.widen(layout.table(), now, column.type()).forEach(session::update);
            log.accept(new SchemaChange(layout.table(), column.name(), column.field(), "widened",
                    dialect.typeName(now.type()), type));
        }
    }

    /** After a failure the tables may be other than they were thought to be. */
    void forget() {
        known.clear();
        systemTablesMade = false;
    }

    private static Integer number(String text) {
        return text == null ? null : (Integer) Integer.parseInt(text);
    }
}
