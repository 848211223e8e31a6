package io.fieldline.sandbox;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What applications keep at a record: keys and values, each application's apart from those of others, who do not see them.
 * Written in an envelope that names the application, by default in place of all that it kept before.
 */
final class ExternalData {

    private static final String FIELD = "externalData";
    /** Where a row keeps it; no operation documents the field, so no answer shows it. */
    private static final String KEPT = "externalDataByApplication";

    private ExternalData() {}

    /** Takes the envelope out of a write and puts in what the record keeps afterwards. */
    static ObjectNode written(ObjectNode fields, Optional<ObjectNode> current) {
        if (!(fields.get(FIELD) instanceof ObjectNode envelope)) {
            return fields;
        }
        ObjectNode row = fields.deepCopy();
        row.remove(FIELD);
        ObjectNode kept = current.map(record -> record.path(KEPT)).filter(JsonNode::isObject)
                .map(known -> (ObjectNode) known.deepCopy()).orElseGet(row::objectNode);
        String application = envelope.path("applicationGuid").asText().toLowerCase(Locale.ROOT);
        ArrayNode values = row.arrayNode();
        if (envelope.path("patchMode").asText().equals("Merge")) {
            kept.path(application).forEach(old -> {
                if (envelope.path(FIELD).valueStream().noneMatch(change -> change.path("key").equals(old.path("key")))) {
                    values.add(old);
                }
            });
        }
        envelope.path(FIELD).forEach(change -> {
            if (change.hasNonNull("value")) {
                values.add(change);
            }
        });
        kept.set(application, values);
        row.set(KEPT, kept);
        return row;
    }

    static ObjectNode seenBy(ObjectNode row, Optional<String> application) {
        if (!row.has(KEPT)) {
            return row;
        }
        ObjectNode seen = row.deepCopy();
        seen.remove(FIELD);
        application.ifPresent(guid -> seen.set(FIELD, of(row, guid)));
        return seen;
    }

    static JsonNode of(ObjectNode row, String application) {
        return row.path(KEPT).has(application.toLowerCase(Locale.ROOT))
                ? row.path(KEPT).get(application.toLowerCase(Locale.ROOT))
                : row.arrayNode();
    }
}
