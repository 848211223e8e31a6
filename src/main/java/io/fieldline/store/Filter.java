package io.fieldline.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The conditions of a query whose filters may be left out. */
final class Filter {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** @param value null for any */
    Filter equal(String column, Object value) {
        if (value != null) {
            conditions.add(column + " = ?");
            values.add(value);
        }
        return this;
    }

    /** @param condition one that the database is given as it is, with a question mark for each value */
    Filter and(String condition, Object... some) {
        conditions.add(condition);
        values.addAll(Arrays.asList(some));
        return this;
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    Object[] valuesAnd(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** With the values of what stands before the conditions. */
    Object[] valuesAfter(Object... before) {
        List<Object> all = new ArrayList<>(List.of(before));
        all.addAll(values);
        return all.toArray();
    }
}
