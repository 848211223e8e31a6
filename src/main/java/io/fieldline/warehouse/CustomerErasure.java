package io.fieldline.warehouse;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Deletes the rows of a tenant that are about one customer. */
final class CustomerErasure {

    private static final String CUSTOMERS = "crm_customers";
    private static final String LOCATIONS = "crm_locations";
    private static final String CUSTOMER_ID = "customer_id";
    private static final String LOCATION_ID = "location_id";
    private static final String CUSTOMER = "customer";

    private final Session session;
    private final Dialect dialect;
    private final String tenant;
    private final long customerId;
    private final Map<String, Long> deleted = new TreeMap<>();

    CustomerErasure(Session session, Dialect dialect, String tenant, long customerId) {
        this.session = session;
        this.dialect = dialect;
        this.tenant = tenant;
        this.customerId = customerId;
    }

    Map<String, Long> run() {
        Map<String, Set<String>> tables = tables();
        // Contacts of a location are found through the location, so they go before it.
        tables.forEach((table, columns) -> {
            if (table.contains("contact") && columns.contains(LOCATION_ID) && tables.containsKey(LOCATIONS)) {
                delete(table,
                        text(LOCATION_ID) + " IN (SELECT " + text(Column.ID) + " FROM " + dialect.name(LOCATIONS) + " WHERE "
                                + dialect.name(Column.TENANT.name()) + " = ? AND " + text(CUSTOMER_ID) + " = ?)",
                        tenant, id());
            }
        });
        tables.forEach((table, columns) -> {
            if (table.equals(CUSTOMERS)) {
                delete(table, text(Column.ID) + " = ?", id());
            }
            if (columns.contains(CUSTOMER_ID)) {
                delete(table, text(CUSTOMER_ID) + " = ?", id());
            }
            if (columns.contains(CUSTOMER)) {
                delete(table, dialect.jsonText(CUSTOMER, "id") + " = ?", id());
            }
        });
        return deleted;
    }

    private void delete(String table, String condition, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = tenant;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        long rows = session.update("DELETE FROM " + dialect.name(table) + " WHERE " + dialect.name(Column.TENANT.name())
                + " = ? AND " + condition, all);
        if (rows > 0) {
            deleted.merge(table, rows, Long::sum);
        }
    }

    private Map<String, Set<String>> tables() {
        Map<String, Set<String>> tables = new TreeMap<>();
        for (List<String> row : session.query(dialect.allColumnsQuery())) {
            tables.computeIfAbsent(row.get(0).toLowerCase(Locale.ROOT), table -> new HashSet<>())
                    .add(row.get(1).toLowerCase(Locale.ROOT));
        }
        // Other tables in the same schema are not ours.
        tables.values().removeIf(columns -> !columns.contains(Column.TENANT.name()));
        return tables;
    }

    private String text(String column) {
        return "CAST(" + dialect.name(column) + " AS VARCHAR)";
    }

    private String id() {
        return Long.toString(customerId);
    }
}
