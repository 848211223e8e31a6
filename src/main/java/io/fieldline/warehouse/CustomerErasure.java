package io.fieldline.warehouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.CustomerTrail.Relation;
import io.fieldline.sync.RecordNames;

/** Finds and deletes the rows of a tenant that are about one customer, and those of its locations, jobs, invoices and so on. */
final class CustomerErasure {

    /** People without a word of whose they are: nothing in these tables leads from a customer to a row. */
    private static final Set<String> UNATTRIBUTED = Set.of("crm_contacts", "crm_contacts_contact_methods");

    private final Session session;
    private final Dialect dialect;
    private final String tenant;
    private final CustomerTrail trail;
    private final Map<String, Map<String, Boolean>> columns;
    private final Map<String, String> kinds = new HashMap<>();
    private final List<CustomerTable> tables = new ArrayList<>();

    CustomerErasure(Session session, Dialect dialect, String tenant, CustomerTrail trail) {
        this.session = session;
        this.dialect = dialect;
        this.tenant = tenant;
        this.trail = trail;
        this.columns = columnsOfTables();
        RecordNames.kindsOfStreams().forEach((stream, kind) -> kinds.put(Naming.table(stream), kind));
        columns.forEach((table, all) -> {
            if (!table.startsWith("_fieldline")) {
                tables.add(new CustomerTable(session, dialect, tenant, table, kinds.get(table),
                        all.entrySet().stream().filter(column -> !column.getKey().equals(Column.ID))
                                .flatMap(column -> CustomerColumn.of(column.getKey(), column.getValue(), kinds.get(table))
                                        .stream())
                                .toList()));
            }
        });
    }

    /** A row may lead to rows of a table that was looked at before, so it goes on until nothing new is found. */
    CustomerTrail follow() {
        int before;
        do {
            before = trail.size();
            tables.forEach(table -> table.follow(trail));
            rejects();
        } while (trail.size() > before);
        return trail;
    }

    ErasedRows run() {
        follow();
        Map<String, Long> deleted = new TreeMap<>();
        Map<String, Long> shared = new TreeMap<>();
        Map<String, Long> unattributed = new TreeMap<>();
        for (CustomerTable table : tables) {
            put(shared, table.name(), table.shared());
            put(deleted, table.name(), table.delete());
        }
        Set<String> rejects = rejects();
        rejects.forEach(id -> deleted.merge(SystemTables.REJECTS,
                session.update("DELETE FROM " + dialect.name(SystemTables.REJECTS) + " WHERE " + ofTenant() + " AND "
                        + dialect.name(Column.ID) + " = ?", tenant, id),
                Long::sum));
        UNATTRIBUTED.stream().filter(columns::containsKey).forEach(table -> put(unattributed, table, Long.parseLong(session
                .query("SELECT count(*) FROM " + dialect.name(table) + " WHERE " + ofTenant(), tenant).get(0).get(0))));
        return new ErasedRows(deleted, shared, unattributed);
    }

    private static void put(Map<String, Long> counts, String table, long count) {
        if (count > 0) {
            counts.put(table, count);
        }
    }

    /** The ids of rejects that are the customer's; a reject keeps its record as JSON. */
    private Set<String> rejects() {
        Set<String> found = new TreeSet<>();
        if (!columns.containsKey(SystemTables.REJECTS)) {
            return found;
        }
        session.query("SELECT " + dialect.name(Column.ID) + ", " + dialect.name("table_name") + ", " + dialect.name("record_id")
                + ", " + dialect.name("payload") + " FROM " + dialect.name(SystemTables.REJECTS) + " WHERE " + ofTenant(),
                tenant).forEach(row -> {
                    String recordId = row.get(2) == null || row.get(2).isBlank() ? null : row.get(2);
                    if (trail.follow(kinds.get(row.get(1)), recordId, CustomerTable.parsed(row.get(3))) == Relation.OWN) {
                        found.add(row.get(0));
                    }
                });
        return found;
    }

    private String ofTenant() {
        return dialect.name(Column.TENANT.name()) + " = ?";
    }

    /** Tables with their columns, and whether a column is JSON. Other tables in the same schema are not ours. */
    private Map<String, Map<String, Boolean>> columnsOfTables() {
        Map<String, Map<String, Boolean>> all = new TreeMap<>();
        for (List<String> row : session.query(dialect.allColumnsQuery())) {
            boolean json = row.get(2).matches("(?i)jsonb?|variant");
            all.computeIfAbsent(row.get(0).toLowerCase(Locale.ROOT), table -> new TreeMap<>())
                    .put(row.get(1).toLowerCase(Locale.ROOT), json);
        }
        all.values().removeIf(table -> !table.containsKey(Column.TENANT.name()) || !table.containsKey(Column.ID));
        return all;
    }
}
