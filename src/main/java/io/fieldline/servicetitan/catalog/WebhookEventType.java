package io.fieldline.servicetitan.catalog;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A kind of webhook event.
 *
 * @param type such as <code>tn.jpm.job-completed</code>
 * @param module the module of the record that changed
 * @param collection its collection
 * @param id where the record's id stands in the event's data
 * @param schema the data's schema among {@link Catalog#webhookSchema}
 * @param deletes whether the record is gone
 * @param dropped whether it left the public documents; an old subscription may still send it
 */
public record WebhookEventType(String type, String module, String collection, JsonPointer id, String schema,
        boolean deletes, boolean dropped) {

    /** The changed record's id, from the event's <code>data</code>. */
    public Optional<String> recordId(JsonNode data) {
        JsonNode value = data.at(id);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
