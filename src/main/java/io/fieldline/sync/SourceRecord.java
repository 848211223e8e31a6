package io.fieldline.sync;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A record as its source gave it: field name to String, Long, BigDecimal, Boolean, null, List or Map. It cannot be changed,
 * and keeps only the values, because a history of some ten thousand records is under way at once: the names are shared.
 */
public final class SourceRecord extends AbstractMap<String, Object> {

    private final RecordFields fields;
    private final Object[] values;

    /** @param values one for each field; not to be changed afterwards */
    public SourceRecord(RecordFields fields, Object[] values) {
        if (fields.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values for " + fields.size() + " fields");
        }
        this.fields = fields;
        this.values = values;
    }

    public static SourceRecord of(Map<String, Object> record) {
        return record instanceof SourceRecord source
                ? source
                : new SourceRecord(RecordFields.of(List.copyOf(record.keySet())), record.values().toArray());
    }

    public RecordFields fields() {
        return fields;
    }

    public Object value(int position) {
        return values[position];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Object get(Object name) {
        int position = fields.position(name);
        return position < 0 ? null : values[position];
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.position(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        for (int position = 0; position < values.length; position++) {
            action.accept(fields.name(position), values[position]);
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    private Iterator<Entry<String, Object>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length;
            }

            @Override
            public Entry<String, Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Entry<String, Object> entry = new SimpleImmutableEntry<>(fields.name(next), values[next]);
                next++;
                return entry;
            }
        };
    }
}
