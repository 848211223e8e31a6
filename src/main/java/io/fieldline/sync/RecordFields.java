package io.fieldline.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a record's fields in the order in which they came. Records that list the same fields share one, so that
 * whoever reads many of them has to look at the names once.
 */
public final class RecordFields {

    private final String[] names;
    private final Map<String, Integer> positions;

    private RecordFields(List<String> names) {
        this.names = names.toArray(String[]::new);
        this.positions = new HashMap<>(names.size() * 2);
        for (int at = 0; at < this.names.length; at++) {
            if (positions.put(this.names[at], at) != null) {
                throw new IllegalArgumentException("the field " + this.names[at] + " comes twice");
            }
        }
    }

    /** @throws IllegalArgumentException when a name comes twice */
    public static RecordFields of(List<String> names) {
        return new RecordFields(names);
    }

    public int size() {
        return names.length;
    }

    public String name(int position) {
        return names[position];
    }

    /** Where the field is, or -1. */
    int position(Object name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }
}
