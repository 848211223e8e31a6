package io.fieldline.servicetitan.poll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.io.SerializedString;

import io.fieldline.sync.RecordFields;

/**
 * The fields of an object as far as they were read. Objects that list the same fields walk the same path, and the field
 * that came next the last time is tried first: the parser then compares bytes and decodes no name.
 */
final class FieldPath {

    private final FieldPath before;
    private final SerializedString name;
    private final int length;
    private final Map<String, FieldPath> next = new HashMap<>(2);
    private FieldPath likely;
    private RecordFields fields;

    private FieldPath(FieldPath before, String name) {
        this.before = before;
        this.name = new SerializedString(name);
        this.length = before == null ? 0 : before.length + 1;
    }

    static FieldPath start() {
        return new FieldPath(null, "");
    }

    SerializedString name() {
        return name;
    }

    int length() {
        return length;
    }

    /** The path that was taken from here the last time; null at the end of the known. */
    FieldPath likely() {
        return likely;
    }

    FieldPath then(String field) {
        likely = next.computeIfAbsent(field, unseen -> new FieldPath(this, unseen));
        return likely;
    }

    /** @return null when a name comes twice */
    RecordFields fields() {
        if (fields == null && distinct()) {
            fields = RecordFields.of(names());
        }
        return fields;
    }

    private boolean distinct() {
        return names().stream().distinct().count() == length;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(length);
        for (FieldPath at = this; at.before != null; at = at.before) {
            names.add(at.name.getValue());
        }
        Collections.reverse(names);
        return names;
    }
}
