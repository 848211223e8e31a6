package io.fieldline.servicetitan.desk.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;

/**
 * Reads what was written. ServiceTitan drops unknown fields and answers with success, and a write can take some seconds to
 * show: a difference counts when it is still there after two pauses. So does a record that could not be read.
 */
final class ReadAgain {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

    /** Waits between two readings. */
    @FunctionalInterface
    interface Pause {

        void take(Duration pause) throws InterruptedException;
    }

    /** @param id of the record, which may have been made only now */
    record Written(RecordChange wanted, String id) {

        RecordRef record() {
            return new RecordRef(wanted.record().resource(), id);
        }
    }

    /**
     * @param changes the records with the fields as they were and are now; without version and fields where one could not be
     *        read
     * @param warnings one for each field that is not as it was to be, and for each record that could not be read
     */
    record Seen(List<RecordChange> changes, List<String> warnings) {}

    private final TenantDesk desk;
    private final Pause pause;
    private final boolean whole;
    private boolean mayChange;

    /** @param whole whether all of the plan was sent */
    ReadAgain(TenantDesk desk, Pause pause, boolean whole) {
        this.desk = desk;
        this.pause = pause;
        this.whole = whole;
    }

    /** Throws nothing that is ServiceTitan's to blame: what was sent is not undone by that. */
    Seen read(List<Written> written) {
        Seen seen = once(written);
        for (int reading = 0; reading < PAUSES.size() && mayChange && rested(PAUSES.get(reading)); reading++) {
            seen = once(written);
        }
        return seen;
    }

    private Seen once(List<Written> written) {
        mayChange = false;
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
        for (Written one : written) {
            try {
                seen.changes().add(compared(one, desk.find(one.record().resource(), one.id()), seen.warnings()));
            } catch (SyncException | RefusedCallException e) {
                mayChange |= e instanceof RetryLaterException;
                seen.changes().add(new RecordChange(one.record(), "", List.of()));
                seen.warnings().add(one.record() + ": it was sent and could not be read back, so look before you ask again: "
                        + e.getMessage());
            }
        }
        return seen;
    }

    private RecordChange compared(Written written, Optional<ObjectNode> found, List<String> warnings) {
        List<FieldChange> fields = new ArrayList<>();
        for (FieldChange field : written.wanted().fields()) {
            JsonNode now = value(found, field.field());
            fields.add(new FieldChange(field.field(), field.before(), now));
            if (!SameValues.same(field.after(), now)) {
                mayChange = true;
                warnings.add(warning(written.record(), field));
            }
        }
        return new RecordChange(written.record(), found.map(RecordVersion::of).orElse(""), fields);
    }

    /** ServiceTitan keeps what was deleted, as inactive. */
    private static JsonNode value(Optional<ObjectNode> found, String field) {
        if (field.equals(Draft.EXISTS)) {
            return BooleanNode.valueOf(found.filter(record -> record.path("active").asBoolean(true)).isPresent());
        }
        JsonNode value = found.map(record -> Trees.at(record, field)).orElse(NullNode.getInstance());
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    private String warning(RecordRef record, FieldChange field) {
        if (field.field().equals(Draft.EXISTS)) {
            return record + (field.after().asBoolean() ? " cannot be read, although it was to be made" : " is still there");
        }
        return record + ": " + field.field() + (whole
                ? " is not as it was sent, although ServiceTitan answered with success"
                : " is not as it was to be");
    }

    private boolean rested(Duration duration) {
        try {
            pause.take(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
