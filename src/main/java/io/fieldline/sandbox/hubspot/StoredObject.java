package io.fieldline.sandbox.hubspot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One object with its values, what they were before, and what searches know of it. */
final class StoredObject {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private record Entry(String value, Instant time, String source) {}

    private record Indexed(Instant from, Map<String, String> values, boolean archived) {}

    private final ObjectKind kind;
    private final long id;
    private final Instant createdAt;
    private final Map<String, List<Entry>> history = new LinkedHashMap<>();
    private final Deque<Indexed> index = new ArrayDeque<>();
    private final TreeSet<Long> mergedIds = new TreeSet<>();
    private Map<String, String> values = Map.of();
    private Instant updatedAt;
    private Instant archivedAt;

    StoredObject(ObjectKind kind, long id, Instant createdAt) {
        this.kind = kind;
        this.id = id;
        this.createdAt = createdAt;
        this.updatedAt = createdAt.minusMillis(1);
    }

    StoredObject copy() {
        StoredObject copy = new StoredObject(kind, id, createdAt);
        history.forEach((name, entries) -> copy.history.put(name, new ArrayList<>(entries)));
        copy.index.addAll(index);
        copy.mergedIds.addAll(mergedIds);
        copy.values = values;
        copy.updatedAt = updatedAt;
        copy.archivedAt = archivedAt;
        return copy;
    }

    static String stamp(Instant time) {
        return STAMP.format(time);
    }

    long id() {
        return id;
    }

    String value(String property) {
        return values.getOrDefault(property, "");
    }

    boolean archived() {
        return archivedAt != null;
    }

    Map<String, String> values() {
        return values;
    }

    TreeSet<Long> mergedIds() {
        return mergedIds;
    }

    /** Every write moves the time of the last change, also one that changes no value; history keeps changed values only. */
    void write(Map<String, String> changes, Instant now, String source) {
        touch(now);
        Map<String, String> next = new LinkedHashMap<>(values);
        changes.forEach((name, value) -> {
            if (!value.equals(value(name))) {
                history.computeIfAbsent(name, ignored -> new ArrayList<>()).add(0, new Entry(value, updatedAt, source));
            }
            if (value.isEmpty()) {
                next.remove(name);
            } else {
                next.put(name, value);
            }
        });
        next.put(kind.created(), stamp(createdAt));
        next.put("hs_object_id", Long.toString(id));
        if (!mergedIds.isEmpty()) {
            next.put("hs_merged_object_ids", String.join(";", mergedIds.stream().map(String::valueOf).toList()));
        }
        keep(next);
    }

    /** A change that is HubSpot's own, such as one more note. */
    void touched(Instant now) {
        touch(now);
        keep(new LinkedHashMap<>(values));
    }

    void archive(Instant now) {
        touch(now);
        archivedAt = updatedAt;
        index.addLast(new Indexed(updatedAt, values, true));
    }

    private void touch(Instant now) {
        // Two changes in one millisecond would be one version.
        Instant least = updatedAt.plusMillis(1);
        updatedAt = now.isAfter(least) ? Instant.ofEpochMilli(now.toEpochMilli()) : least;
    }

    private void keep(Map<String, String> next) {
        next.put(kind.modified(), stamp(updatedAt));
        values = Map.copyOf(next);
        index.addLast(new Indexed(updatedAt, values, false));
    }

    /** The values as the search index had them at a time; empty when it did not know the object. */
    Map<String, String> indexed(Instant at) {
        while (index.size() > 1 && !second().from().isAfter(at)) {
            index.removeFirst();
        }
        Indexed first = index.peekFirst();
        return first == null || first.archived() || first.from().isAfter(at) ? Map.of() : first.values();
    }

    private Indexed second() {
        return index.stream().skip(1).findFirst().orElseThrow();
    }

    ObjectNode json(Collection<String> properties, Collection<String> withHistory) {
        return json(values, properties, withHistory);
    }

    ObjectNode json(Map<String, String> shown, Collection<String> properties, Collection<String> withHistory) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", Long.toString(id));
        ObjectNode fields = json.putObject("properties");
        kind.shown().stream().filter(name -> properties.isEmpty() || name.equals(kind.created())
                || name.equals(kind.modified()) || name.equals("hs_object_id"))
                .forEach(name -> fields.put(name, shown.get(name)));
        properties.forEach(name -> fields.put(name, shown.get(name)));
        if (!withHistory.isEmpty()) {
            ObjectNode past = json.putObject("propertiesWithHistory");
            withHistory.forEach(name -> history.getOrDefault(name, List.of())
                    .forEach(entry -> past.withArrayProperty(name).addObject().put("value", entry.value())
                            .put("timestamp", stamp(entry.time())).put("sourceType", entry.source())));
        }
        json.put("createdAt", stamp(createdAt)).put("updatedAt", stamp(updatedAt)).put("archived", archived());
        if (archived()) {
            json.put("archivedAt", stamp(archivedAt));
        }
        return json;
    }
}
