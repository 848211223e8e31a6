package io.fieldline.destination.hubspot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** One write on its way: what it is about, what the record held before, and how far it has come. */
final class PendingWrite {

    private final SideWrite write;
    private final HubSpotAccount account;
    private CustomerRecord before;
    private HubSpotObject main;
    private HubSpotObject person;
    private WriteOutcome outcome;

    PendingWrite(SideWrite write, HubSpotAccount account) {
        this.write = write;
        this.account = account;
    }

    SideWrite write() {
        return write;
    }

    String customer() {
        return write.otherId();
    }

    boolean open() {
        return outcome == null;
    }

    Optional<WriteOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    void ends(WriteOutcome with) {
        outcome = with;
    }

    /** The record as it is now, against which the write was or was not worked out. */
    void meets(CustomerRecord record) {
        if (record == null) {
            ends(new WriteOutcome.Gone());
        } else if (write.expectedVersion() != null && !write.expectedVersion().equals(record.version())) {
            ends(new WriteOutcome.Stale());
        } else {
            before = record;
            main = record.main();
            person = record.person();
        }
    }

    Optional<HubSpotObject> held(CrmObject object) {
        return Optional.ofNullable(before).flatMap(record -> record.of(object));
    }

    Optional<HubSpotObject> now(CrmObject object) {
        return Optional.ofNullable(object == account.object() ? main : person);
    }

    void now(CrmObject object, HubSpotObject written) {
        if (object == account.object()) {
            main = written;
        } else {
            person = written;
        }
    }

    /** What was there before may have moved on between the look and the write; then its version stands for what nobody saw. */
    void written() {
        ends(new WriteOutcome.Written(main.id(), before != null
                ? null
                : CustomerRecord.version(main.modifiedOn(), person == null ? null : person.modifiedOn())));
    }

    /** What to set of an object. A new one is given no empty values; a contact without any is not made. */
    Map<String, String> properties(CrmObject object) {
        Optional<HubSpotObject> held = held(object);
        Map<String, String> properties = new LinkedHashMap<>();
        write.fields().forEach((field, value) -> {
            String text = PropertyValues.written(value);
            if (object.owns(field) && (held.isPresent() || !text.isEmpty())) {
                properties.put(object.property(field), text);
            }
        });
        boolean needed = object == account.object() || held.isPresent() || !properties.isEmpty();
        if (needed && held.filter(one -> one.value(account.uniqueProperty()).equals(customer())).isEmpty()) {
            properties.put(account.uniqueProperty(), customer());
        }
        if (object == account.object() && write.state() != null) {
            String status = write.state() == State.INACTIVE ? CustomerRecord.INACTIVE : CustomerRecord.ACTIVE;
            if (held.filter(one -> one.value(account.statusProperty()).equals(status)).isEmpty()) {
                properties.put(account.statusProperty(), status);
            }
        }
        return properties;
    }
}
