package io.fieldline.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rows computed from their index.
 *
 * @param age seconds between a row's creation and its last change
 * @param inactive which rows are switched off
 * @param fields everything but id, active, createdOn and modifiedOn
 */
record Generated(long firstId, int size, Timeline timeline, IntToLongFunction age, IntPredicate inactive,
        IntFunction<ObjectNode> fields) implements RowSource {

    private static final Duration DAY = Duration.ofDays(1);

    static Generated of(long firstId, int size, Timeline timeline, IntFunction<ObjectNode> fields) {
        return new Generated(firstId, size, timeline, index -> DAY.toSeconds(), index -> false, fields);
    }

    Generated aged(IntToLongFunction seconds) {
        return new Generated(firstId, size, timeline, seconds, inactive, fields);
    }

    Generated inactiveWhere(IntPredicate which) {
        return new Generated(firstId, size, timeline, age, which, fields);
    }

    @Override
    public Instant modified(int index) {
        return timeline.at(index);
    }

    @Override
    public Instant created(int index) {
        return timeline.at(index).minusSeconds(age.applyAsLong(index));
    }

    @Override
    public boolean active(int index) {
        return !inactive.test(index);
    }

    @Override
    public ObjectNode row(int index) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", firstId + index);
        row.put("active", active(index));
        row.put("createdOn", Timestamps.text(created(index)));
        row.put("modifiedOn", Timestamps.text(modified(index)));
        row.setAll(fields.apply(index));
        return row;
    }
}
