package io.fieldline.warehouse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a table by the field that fills them; no columns as long as the table does not exist. */
final class TableLayout {

    private final String table;
    private final Map<String, Column> byField = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    TableLayout(String table, Collection<Column> columns) {
        this.table = table;
        columns.forEach(column -> {
            byField.put(column.field(), column);
            names.add(column.name());
        });
    }

    String table() {
        return table;
    }

    boolean exists() {
        return !byField.isEmpty();
    }

    Column column(String field) {
        return byField.get(field);
    }

    List<Column> columns() {
        return List.copyOf(byField.values());
    }

    boolean has(String column) {
        return names.contains(column);
    }

    /** The same table with these columns added or in place of those with the same field. */
    TableLayout with(Collection<Column> changed) {
        List<Column> all = new ArrayList<>(byField.values());
        all.addAll(changed);
        return new TableLayout(table, all);
    }
}
