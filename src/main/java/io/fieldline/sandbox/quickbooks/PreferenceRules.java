package io.fieldline.sandbox.quickbooks;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The company's preferences: one record, in groups; a group that is sent changes only what it names. */
final class PreferenceRules implements EntityRules {

    @Override
    public void complete(ObjectNode record, Optional<ObjectNode> before) {
        ObjectNode known = before.orElseThrow(() -> Refusal.unsupported("create"));
        known.properties().forEach(group -> {
            if (group.getValue() instanceof ObjectNode old) {
                JsonNode sent = record.path(group.getKey());
                record.set(group.getKey(), sent instanceof ObjectNode changes ? merged(old, changes) : old);
            }
        });
        if (Fields.has(record, "AccountingInfoPrefs.BookCloseDate")
                && !Fields.text(record, "AccountingInfoPrefs.BookCloseDate").isEmpty()) {
            Fields.date(record, "AccountingInfoPrefs.BookCloseDate");
        }
    }

    private static ObjectNode merged(ObjectNode old, ObjectNode changes) {
        ObjectNode merged = old.deepCopy();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), change.getValue());
            }
        });
        return merged;
    }
}
