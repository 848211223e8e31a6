package io.fieldline.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import io.fieldline.sync.RecordFields;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.SourceRecord;

/**
 * Reads the records of a page as rows. Only fields that a record of the page carries become columns of the batch, so that
 * a source that leaves a field out does not empty the column that another source fills.
 */
final class PageReader {

    /** Columns that a row may fill beyond those of its record. */
    private static final int DERIVED = 2;
    private static final String ACTIVE = "active";
    private static final String MODIFIED_ON = "modifiedOn";
    private static final String MERGED_TO = "mergedToId";

    private final String tenant;
    private final RecordPage page;
    private final TableLayout layout;
    private final ColumnType decimals;
    private final BiPredicate<String, ColumnType> storable;
    private final RecordKeys keys;
    private final Long syncedAt;

    private final Map<String, Slot> slots = new HashMap<>();
    private final List<Slot> ordered = new ArrayList<>();
    private final Slot tenantSlot;
    private final Slot synced;
    private final Slot id;
    private Slot deleted;
    private Slot merged;
    private RecordFields lastFields;
    private Slot[] lastOrder;

    private final Map<Object, Integer> rowOfKey = new HashMap<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private long skipped;

    /** @param decimals what an engine uses for every decimal, or null when it wants to know the digits */
    PageReader(String tenant, RecordPage page, TableLayout layout, ColumnType decimals,
            BiPredicate<String, ColumnType> storable,
            Instant syncedAt) {
        this.tenant = tenant;
        this.page = page;
        this.layout = layout;
        this.decimals = decimals;
        this.storable = storable;
        this.syncedAt = Timestamps.micros(syncedAt);
        tenantSlot = slot(Column.TENANT.field());
        id = slot(Column.ID);
        synced = slot(Column.SYNCED_AT.field());
        boolean numbers = id.type() != null && id.type().kind() == ColumnType.Kind.BIGINT;
        keys = new RecordKeys(page.stream(), page.shape(), layout.exists() && numbers);
    }

    StagedPage read() {
        do {
            readRows();
        } while (ordered.stream().filter(Slot::takeWidened).count() > 0);
        List<Slot> filled = ordered.stream().filter(slot -> slot.type() != null).toList();
        return new StagedPage(columns(filled), filled.stream().mapToInt(Slot::index).toArray(), rows, records, skipped,
                rejects);
    }

    private void readRows() {
        rowOfKey.clear();
        rows.clear();
        records.clear();
        rejects.clear();
        skipped = 0;
        for (Map<String, Object> record : page.records()) {
            Object key = keys.key(record);
            Object[] row = known(key) ? row(record, key) : null;
            if (row != null) {
                place(row, record);
            } else {
                rejects.add(Reject.of(page.stream(), record, key, refusal(record, key)));
            }
        }
    }

    private static boolean known(Object key) {
        return key != null && !(key instanceof Map || key instanceof List || key instanceof Boolean);
    }

    /** @return null when the record has no place, for a reason that {@link #refusal} gives */
    private Object[] row(Map<String, Object> record, Object key) {
        SourceRecord source = SourceRecord.of(record);
        Slot[] order = order(source.fields());
        Object[] row = new Object[ordered.size() + DERIVED];
        row[tenantSlot.index()] = tenant;
        row[synced.index()] = syncedAt;
        for (int position = 0; position < order.length; position++) {
            Slot slot = order[position];
            Object value = slot == id ? null : slot.converted(source.value(position));
            if (value == Values.MISFIT || value instanceof String text && !storable.test(text, slot.type())) {
                return null;
            }
            row[slot.index()] = value;
        }
        row[id.index()] = id.converted(key);
        derive(row, record);
        return row;
    }

    /** Records of a page share their fields, nearly always. */
    private Slot[] order(RecordFields fields) {
        if (fields != lastFields) {
            Slot[] order = new Slot[fields.size()];
            for (int position = 0; position < order.length; position++) {
                order[position] = slot(fields.name(position));
            }
            lastFields = fields;
            lastOrder = order;
        }
        return lastOrder;
    }

    private void derive(Object[] row, Map<String, Object> record) {
        if (record.containsKey(ACTIVE)) {
            deleted = deleted == null ? slot(Column.DELETED_AT.field()) : deleted;
            boolean inactive = Boolean.FALSE.equals(Values.converted(record.get(ACTIVE), ColumnType.BOOLEAN));
            row[deleted.index()] = inactive ? syncedAt : null;
        }
        if (record.containsKey(MERGED_TO)) {
            merged = merged == null ? slot(Column.MERGED_TO.field()) : merged;
            row[merged.index()] = merged.converted(record.get(MERGED_TO));
        }
    }

    private void place(Object[] row, Map<String, Object> record) {
        Integer earlier = rowOfKey.putIfAbsent(row[id.index()], rows.size());
        if (earlier == null) {
            rows.add(row);
            records.add(record);
            return;
        }
        skipped++;
        if (!older(record, records.get(earlier))) {
            rows.set(earlier, row);
            records.set(earlier, record);
        }
    }

    private static boolean older(Map<String, Object> record, Map<String, Object> than) {
        return record.get(MODIFIED_ON) instanceof String mine && than.get(MODIFIED_ON) instanceof String other
                && Timestamps.ticks(mine) < Timestamps.ticks(other);
    }

    private String refusal(Map<String, Object> record, Object key) {
        if (key == null) {
            return RecordKeys.NO_ID;
        }
        if (!known(key)) {
            return "the record's id is neither a number nor a text";
        }
        Object modifiedOn = record.get(MODIFIED_ON);
        if (modifiedOn != null && Values.converted(modifiedOn, ColumnType.TIMESTAMP) == Values.MISFIT) {
            return "modifiedOn is not a time: " + Values.text(modifiedOn);
        }
        return record.entrySet().stream()
                .filter(entry -> entry.getValue() != null && !storable.test(JsonText.of(entry.getValue()), ColumnType.JSON))
                .map(entry -> entry.getKey() + " holds a character that the database cannot store").findFirst()
                .orElse("the record holds a character that the database cannot store");
    }

    private Slot slot(String field) {
        Slot slot = slots.get(field);
        if (slot == null) {
            slot = new Slot(field, ordered.size(), typeOf(field), growth(field));
            slots.put(field, slot);
            ordered.add(slot);
        }
        return slot;
    }

    private static Slot.Growth growth(String field) {
        return switch (field) {
            case MODIFIED_ON -> Slot.Growth.NONE;
            case Column.ID -> Slot.Growth.KEY;
            default -> field.equals(Column.MERGED_TO.field()) ? Slot.Growth.KEY : Slot.Growth.ANY;
        };
    }

    private ColumnType typeOf(String field) {
        Column known = layout.column(field);
        if (known != null) {
            return known.type();
        }
        if (field.equals(Column.TENANT.field())) {
            return ColumnType.TEXT;
        }
        if (field.equals(MODIFIED_ON) || field.equals(Column.SYNCED_AT.field())
                || field.equals(Column.DELETED_AT.field())) {
            return ColumnType.TIMESTAMP;
        }
        var documented = page.shape().fields().get(field);
        if (documented == null) {
            return field.equals(Column.ID) || field.equals(Column.MERGED_TO.field()) ? ColumnType.BIGINT : null;
        }
        return engineType(ColumnType.of(documented));
    }

    private ColumnType engineType(ColumnType type) {
        return decimals != null && type.kind() == ColumnType.Kind.DECIMAL ? decimals : type;
    }

    /** Fields without a single value have no type yet and wait for one. */
    private List<Column> columns(List<Slot> filled) {
        Set<String> taken = new HashSet<>();
        return filled.stream().map(slot -> column(slot, taken)).toList();
    }

    private Column column(Slot slot, Set<String> taken) {
        Column known = layout.column(slot.field());
        if (known != null) {
            return known.as(engineType(slot.type()));
        }
        for (Column own : List.of(Column.TENANT, Column.SYNCED_AT, Column.DELETED_AT, Column.MERGED_TO)) {
            if (own.field().equals(slot.field())) {
                return own.as(slot.type());
            }
        }
        String name = Naming.column(slot.field(),
                other -> layout.has(other) || taken.contains(other) || other.equals(Column.TENANT.name()));
        taken.add(name);
        return new Column(slot.field(), name, engineType(slot.type()));
    }
}
