package io.fieldline.warehouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.CustomerTrail;

/**
 * One table, looked through for what belongs to a customer. The database gives the rows that hold one of the ids in a column
 * that may name a record; what decides is the trail, which reads them.
 */
final class CustomerTable {

    /** Conditions of one statement; every engine takes so many bound values. */
    private static final int MOST_CONDITIONS = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Session session;
    private final Dialect dialect;
    private final String tenant;
    private final String table;
    private final String kind;
    private final List<CustomerColumn> columns;
    private final Map<String, Set<String>> asked = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    /** @param kind what the table's own records are, null when nothing of a customer */
    CustomerTable(Session session, Dialect dialect, String tenant, String table, String kind, List<CustomerColumn> columns) {
        this.session = session;
        this.dialect = dialect;
        this.tenant = tenant;
        this.table = table;
        this.kind = kind;
        this.columns = columns;
    }

    String name() {
        return table;
    }

    /** Looks for what was not asked after yet. */
    void follow(CustomerTrail trail) {
        List<String> conditions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (kind != null) {
            newIds(trail, Column.ID, kind).forEach(id -> {
                conditions.add(text(Column.ID) + " = ?");
                values.add(id);
            });
        }
        for (CustomerColumn column : columns) {
            column.kinds().forEach(named -> newIds(trail, column.name(), named).forEach(id -> {
                conditions.add(text(column.name()) + (column.json() ? " LIKE ?" : " = ?"));
                values.add(column.json() ? "%" + id + "%" : id);
            }));
        }
        for (int from = 0; from < conditions.size(); from += MOST_CONDITIONS) {
            int to = Math.min(from + MOST_CONDITIONS, conditions.size());
            read(trail, conditions.subList(from, to), values.subList(from, to));
        }
    }

    private Set<String> newIds(CustomerTrail trail, String column, String of) {
        Set<String> known = asked.computeIfAbsent(column + " " + of, unseen -> new HashSet<>());
        Set<String> fresh = new HashSet<>(trail.ids(of));
        fresh.removeAll(known);
        known.addAll(fresh);
        return fresh;
    }

    private void read(CustomerTrail trail, List<String> conditions, List<String> values) {
        StringBuilder selected = new StringBuilder(text(Column.ID));
        columns.forEach(column -> selected.append(", ").append(text(column.name())));
        List<String> arguments = new ArrayList<>(List.of(tenant));
        arguments.addAll(values);
        List<List<String>> rows = session.query("SELECT " + selected + " FROM " + dialect.name(table) + " WHERE "
                + dialect.name(Column.TENANT.name()) + " = ? AND (" + String.join(" OR ", conditions) + ")",
                arguments.toArray(String[]::new));
        for (List<String> row : rows) {
            String id = row.get(0);
            switch (trail.follow(kind, id, record(row))) {
                case OWN -> own.add(id);
                case SHARED -> shared.add(id);
                case NONE -> {
                    // The number was there by chance.
                }
            }
        }
    }

    private ObjectNode record(List<String> row) {
        ObjectNode record = JSON.createObjectNode();
        for (int at = 0; at < columns.size(); at++) {
            String value = row.get(at + 1);
            if (value != null) {
                record.set(columns.get(at).name(), columns.get(at).json() ? parsed(value) : record.textNode(value));
            }
        }
        return record;
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(json);
        }
    }

    long delete() {
        List<String> ids = List.copyOf(own);
        long deleted = 0;
        for (int from = 0; from < ids.size(); from += MOST_CONDITIONS) {
            List<String> some = ids.subList(from, Math.min(from + MOST_CONDITIONS, ids.size()));
            List<String> arguments = new ArrayList<>(List.of(tenant));
            arguments.addAll(some);
            deleted += session.update("DELETE FROM " + dialect.name(table) + " WHERE " + dialect.name(Column.TENANT.name())
                    + " = ? AND " + text(Column.ID) + " IN (?" + ", ?".repeat(some.size() - 1) + ")",
                    arguments.toArray(String[]::new));
        }
        return deleted;
    }

    /** Rows that name a record of the customer and are somebody else's. */
    long shared() {
        return shared.stream().filter(id -> !own.contains(id)).count();
    }

    private String text(String column) {
        return "CAST(" + dialect.name(column) + " AS VARCHAR)";
    }
}
