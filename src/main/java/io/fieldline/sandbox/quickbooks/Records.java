package io.fieldline.sandbox.quickbooks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The records of the company with their versions and times, and what is left of deleted ones. What it gives must not be
 * changed. Not safe for use by many threads.
 */
final class Records {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final UnitOfWork work;
    private final InstantSource time;
    private final ZoneId zone;
    private final Map<EntityKind, Map<String, ObjectNode>> rows = new EnumMap<>(EntityKind.class);
    private final NameIndex names = new NameIndex();
    private final Map<EntityKind, List<ObjectNode>> tombstones = new EnumMap<>(EntityKind.class);
    private final Map<EntityKind, Integer> lastNames = new EnumMap<>(EntityKind.class);
    private int lastTransaction;

    Records(UnitOfWork work, InstantSource time, ZoneId zone) {
        this.work = work;
        this.time = time;
        this.zone = zone;
        for (EntityKind kind : EntityKind.values()) {
            rows.put(kind, new LinkedHashMap<>());
            tombstones.put(kind, new ArrayList<>());
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(time.instant(), zone);
    }

    Instant now() {
        return time.instant();
    }

    String stamp(Instant instant) {
        return STAMP.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    static Instant changed(ObjectNode row) {
        return OffsetDateTime.parse(Fields.text(row, "MetaData.LastUpdatedTime")).toInstant();
    }

    Optional<ObjectNode> find(EntityKind kind, String id) {
        return Optional.ofNullable(rows.get(kind).get(id));
    }

    /** @throws Refusal where there is none, or it was deleted */
    ObjectNode existing(EntityKind kind, String id) {
        return find(kind, id).orElseThrow(() -> Refusal.inactive("Id"));
    }

    /** Oldest first. */
    List<ObjectNode> all(EntityKind kind) {
        return List.copyOf(rows.get(kind).values());
    }

    /** Those that bear a name, or a number where it is a transaction, in any case of its letters. */
    List<ObjectNode> named(EntityKind kind, String name) {
        return names.ids(kind, name).stream().map(rows.get(kind)::get).toList();
    }

    /** What tells of deleted records, oldest first. */
    List<ObjectNode> deleted(EntityKind kind) {
        return List.copyOf(tombstones.get(kind));
    }

    /** Keeps a new record, and gives it an id unless it has one. */
    ObjectNode add(EntityKind kind, ObjectNode row) {
        String id = row.hasNonNull("Id") ? Fields.text(row, "Id") : nextId(kind);
        String now = stamp(now());
        row.put("Id", id).put("SyncToken", "0").put("domain", "QBO").put("sparse", false);
        row.putObject("MetaData").put("CreateTime", now).put("LastUpdatedTime", now);
        put(kind, row);
        work.did(() -> take(kind, id));
        return row;
    }

    /** Keeps the next version of a record. */
    ObjectNode replace(EntityKind kind, ObjectNode row) {
        ObjectNode before = existing(kind, Fields.text(row, "Id"));
        row.put("SyncToken", Integer.toString(Integer.parseInt(Fields.text(before, "SyncToken")) + 1));
        row.put("domain", "QBO").put("sparse", false);
        row.putObject("MetaData").put("CreateTime", Fields.text(before, "MetaData.CreateTime"))
                .put("LastUpdatedTime", stamp(now()));
        put(kind, row);
        work.did(() -> put(kind, before));
        return row;
    }

    ObjectNode remove(EntityKind kind, String id) {
        ObjectNode gone = existing(kind, id);
        ObjectNode left = Fields.NODES.objectNode().put("domain", "QBO").put("status", "Deleted").put("Id", id);
        left.putObject("MetaData").put("LastUpdatedTime", stamp(now()));
        take(kind, id);
        tombstones.get(kind).add(left);
        work.did(() -> {
            put(kind, gone);
            tombstones.get(kind).remove(left);
        });
        return left;
    }

    private void put(EntityKind kind, ObjectNode row) {
        ObjectNode before = rows.get(kind).put(Fields.text(row, "Id"), row);
        if (before != null) {
            names.remove(kind, before);
        }
        names.add(kind, row);
    }

    private void take(EntityKind kind, String id) {
        names.remove(kind, rows.get(kind).remove(id));
    }

    /** Transactions share one row of numbers, each list of names has its own; a number is never used twice. */
    private String nextId(EntityKind kind) {
        return Integer.toString(kind.transaction() ? ++lastTransaction : lastNames.merge(kind, 1, Integer::sum));
    }
}
