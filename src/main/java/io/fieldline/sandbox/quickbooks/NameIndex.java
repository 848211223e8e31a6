package io.fieldline.sandbox.quickbooks;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which records of a kind bear a name or a number, in any case of its letters. Not safe for use by many threads. */
final class NameIndex {

    private final Map<EntityKind, Map<String, Set<String>>> ids = new EnumMap<>(EntityKind.class);

    NameIndex() {
        for (EntityKind kind : EntityKind.values()) {
            ids.put(kind, new HashMap<>());
        }
    }

    /** @return the ids, in the order in which the records came to bear the name */
    Set<String> ids(EntityKind kind, String name) {
        return ids.get(kind).getOrDefault(key(name), Set.of());
    }

    void add(EntityKind kind, ObjectNode record) {
        ids.get(kind).computeIfAbsent(key(name(kind, record)), name -> new LinkedHashSet<>()).add(Fields.text(record, "Id"));
    }

    void remove(EntityKind kind, ObjectNode record) {
        ids.get(kind).computeIfPresent(key(name(kind, record)), (name, known) -> {
            known.remove(Fields.text(record, "Id"));
            return known.isEmpty() ? null : known;
        });
    }

    private static String name(EntityKind kind, ObjectNode record) {
        return Fields.text(record, kind.nameProperty());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
