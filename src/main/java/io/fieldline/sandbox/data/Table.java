package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One collection of one contractor: a generated history with the changes on top. Rows that are handed out are never
 * changed in place. Safe for use by many threads.
 */
public final class Table {

    private final String name;
    private final RowSource history;
    private final InstantSource clock;
    private final TreeMap<Long, Change> changes = new TreeMap<>();
    private final TreeMap<Position, Long> changesInOrder = new TreeMap<>();
    private final List<BiConsumer<ObjectNode, ObjectNode>> watchers = new ArrayList<>();
    private volatile Duration writeLag = Duration.ZERO;
    private long version;

    private record Change(ObjectNode row, Instant modified, ObjectNode before, Instant visibleFrom) {}

    /** What a list can be narrowed by without building the row. */
    public record Head(long id, Instant created, Instant modified, boolean active) {}

    Table(String name, RowSource history, InstantSource clock) {
        this.name = name;
        this.history = history;
        this.clock = clock;
    }

    /** Module and collection, <code>jpm/jobs</code>. */
    public String name() {
        return name;
    }

    /** @param watcher is given each row as it was written before, null for a new one, and as it is written now */
    synchronized void watch(BiConsumer<ObjectNode, ObjectNode> watcher) {
        watchers.add(watcher);
    }

    /** How long readers go on seeing a row as it was before a write. */
    public void writeLag(Duration lag) {
        writeLag = lag;
    }

    /** Grows with every change; readers may keep what they found while it stays. */
    public synchronized long version() {
        return writeLag.isZero() ? version : clock.instant().toEpochMilli();
    }

    public synchronized int size() {
        long last = changes.isEmpty() ? 0 : changes.lastKey();
        return (int) Math.max(history.size(), last - history.firstId() + 1);
    }

    public synchronized Optional<ObjectNode> row(long id) {
        Change change = changes.get(id);
        if (change == null) {
            return generated(id) ? Optional.of(history.row(index(id))) : Optional.empty();
        }
        return Optional.ofNullable(seen(change));
    }

    /** The row as it was last written, also while readers do not see that yet. */
    public synchronized Optional<ObjectNode> stored(long id) {
        Change change = changes.get(id);
        return change == null ? row(id) : Optional.of(change.row());
    }

    /** The row with the lowest id. */
    public synchronized Optional<Head> first() {
        return head(history.firstId());
    }

    public synchronized Optional<Head> head(long id) {
        Head[] found = new Head[1];
        if (changes.containsKey(id)) {
            changedHead(id, head -> found[0] = head);
        } else if (generated(id)) {
            found[0] = generatedHead(index(id));
        }
        return Optional.ofNullable(found[0]);
    }

    /** Goes over the rows by rising id. */
    public synchronized void heads(Consumer<Head> consumer) {
        for (int index = 0; index < history.size(); index++) {
            long id = history.firstId() + index;
            if (changes.containsKey(id)) {
                changedHead(id, consumer);
            } else {
                consumer.accept(generatedHead(index));
            }
        }
        changes.tailMap(history.firstId() + history.size()).keySet().forEach(id -> changedHead(id, consumer));
    }

    /** Rows after a position in the order of changes, up to and including a moment. */
    public synchronized List<ObjectNode> after(Position position, Instant until, int limit) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = firstAfter(position); index < history.size() && rows.size() < limit; index++) {
            if (history.modified(index).isAfter(until)) {
                return rows;
            }
            if (!changes.containsKey(history.firstId() + index)) {
                rows.add(history.row(index));
            }
        }
        for (Map.Entry<Position, Long> entry : changesInOrder.tailMap(position, false).entrySet()) {
            if (rows.size() >= limit || entry.getKey().modified().isAfter(until)) {
                break;
            }
            rows.add(changes.get(entry.getValue()).row());
        }
        return rows;
    }

    /** The id of the next row; it stays that while the caller holds the table's monitor. */
    synchronized long nextId() {
        return history.firstId() + size();
    }

    /** Adds a row under the next id. */
    public synchronized ObjectNode insert(ObjectNode fields) {
        ObjectNode row = fields.deepCopy();
        row.put("id", nextId());
        Instant now = clock.instant();
        row.put("createdOn", Timestamps.text(now));
        if (!row.has("active")) {
            row.put("active", true);
        }
        return store(row, now);
    }

    /** Replaces some fields of a row; empty where there is no such row. */
    public synchronized Optional<ObjectNode> update(long id, ObjectNode fields) {
        return stored(id).map(row -> store(row.deepCopy().setAll(fields), clock.instant()));
    }

    private ObjectNode store(ObjectNode row, Instant now) {
        long id = row.get("id").longValue();
        // Rows carry at most seven digits of a second.
        Instant modified = now.minusNanos(now.getNano() % 100);
        row.put("modifiedOn", Timestamps.text(modified));
        Change old = changes.get(id);
        ObjectNode before = old != null ? seen(old) : generated(id) ? history.row(index(id)) : null;
        if (old != null) {
            changesInOrder.remove(new Position(old.modified(), id));
        }
        changes.put(id, new Change(row, modified, before, now.plus(writeLag)));
        changesInOrder.put(new Position(modified, id), id);
        version++;
        ObjectNode written = old != null ? old.row() : before;
        watchers.forEach(watcher -> watcher.accept(written, row));
        return row;
    }

    private ObjectNode seen(Change change) {
        return change.visibleFrom().isAfter(clock.instant()) ? change.before() : change.row();
    }

    private Head generatedHead(int index) {
        return new Head(history.firstId() + index, history.created(index), history.modified(index), history.active(index));
    }

    private void changedHead(long id, Consumer<Head> consumer) {
        ObjectNode row = seen(changes.get(id));
        if (row != null) {
            consumer.accept(new Head(id, time(row, "createdOn"), time(row, "modifiedOn"), row.path("active").asBoolean(true)));
        }
    }

    private static Instant time(ObjectNode row, String field) {
        return Timestamps.parse(row.path(field).asText()).orElse(Instant.EPOCH);
    }

    private boolean generated(long id) {
        return id >= history.firstId() && id < history.firstId() + history.size();
    }

    private int index(long id) {
        return (int) (id - history.firstId());
    }

    private int firstAfter(Position position) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (new Position(history.modified(middle), history.firstId() + middle).compareTo(position) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
