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
import io.fieldline.failure.RetryLaterException;

/**
 * Reads what was written. ServiceTitan drops unknown fields and answers with success, and a write can take some seconds to
 * show: a difference counts when it is still there after two pauses.
 */
final class ReadAgain {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

    /** Waits between two readings. */
    @FunctionalInterface
    interface Pause {

        void take(Duration pause) throws InterruptedException;
    }

    /**
     * @param changes the records with the fields as they were and are now
     * @param warnings one for each field that is not as it was to be
     */
    record Seen(List<RecordChange> changes, List<String> warnings) {}

    private final TenantDesk desk;
    private final Pause pause;

    ReadAgain(TenantDesk desk, Pause pause) {
        this.desk = desk;
        this.pause = pause;
    }

    /** @param ids of the records, in the order of the changes */
    Seen read(List<RecordChange> wanted, List<String> ids) {
        Seen seen = once(wanted, ids);
        for (int reading = 0; reading < PAUSES.size() && !seen.warnings().isEmpty(); reading++) {
            rest(PAUSES.get(reading));
            seen = once(wanted, ids);
        }
        return seen;
    }

    private Seen once(List<RecordChange> wanted, List<String> ids) {
        List<RecordChange> changes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int index = 0; index < wanted.size(); index++) {
            RecordChange change = wanted.get(index);
            RecordRef record = new RecordRef(change.record().resource(), ids.get(index));
            Optional<ObjectNode> found = desk.find(record.resource(), record.id());
            List<FieldChange> fields = new ArrayList<>();
            for (FieldChange field : change.fields()) {
                JsonNode now = value(found, field.field());
                fields.add(new FieldChange(field.field(), field.before(), now));
                if (!SameValues.same(field.after(), now)) {
                    warnings.add(warning(record, field));
                }
            }
            changes.add(new RecordChange(record, found.map(RecordVersion::of).orElse(""), fields));
        }
        return new Seen(changes, warnings);
    }

    /** ServiceTitan keeps what was deleted, as inactive. */
    private static JsonNode value(Optional<ObjectNode> found, String field) {
        if (field.equals(Draft.EXISTS)) {
            return BooleanNode.valueOf(found.filter(record -> record.path("active").asBoolean(true)).isPresent());
        }
        JsonNode value = found.map(record -> Trees.at(record, field)).orElse(NullNode.getInstance());
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    private static String warning(RecordRef record, FieldChange field) {
        return field.field().equals(Draft.EXISTS)
                ? record + (field.after().asBoolean() ? " cannot be read, although it was to be made" : " is still there")
                : record + ": " + field.field() + " is not as it was sent, although ServiceTitan answered with success";
    }

    private void rest(Duration duration) {
        try {
            pause.take(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before a write could be read back; it was sent", e);
        }
    }
}
