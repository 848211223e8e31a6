package io.fieldline.sandbox.salesforce;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One record. It never changes: a change makes another row in its place.
 *
 * @param values by the fields' own names; a field that is not there has no value
 */
record Row(ObjectType type, String id, Map<String, JsonNode> values) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'")
            .withZone(ZoneOffset.UTC);

    Row {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Row created(ObjectType type, String id, Instant now) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("Id", json.textNode(id));
        values.put("IsDeleted", json.booleanNode(false));
        values.put("CreatedDate", json.textNode(time(now)));
        for (FieldDefinition field : type.fields()) {
            if (field.type().equals("boolean")) {
                values.put(field.name(), json.booleanNode(false));
            }
        }
        return new Row(type, id, values);
    }

    /** As Salesforce writes times: to the second, with three zeros behind it. */
    static String time(Instant instant) {
        return TIME.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    Row with(Map<String, JsonNode> changes, Instant now) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(values);
        changed.putAll(changes);
        changed.put("LastModifiedDate", JsonNodeFactory.instance.textNode(time(now)));
        changed.put("SystemModstamp", JsonNodeFactory.instance.textNode(time(now)));
        return new Row(type, id, changed);
    }

    JsonNode value(String field) {
        return values.getOrDefault(field, JsonNodeFactory.instance.nullNode());
    }

    Optional<String> text(String field) {
        return Optional.of(value(field)).filter(value -> !value.isNull()).map(JsonNode::asText);
    }

    boolean deleted() {
        return value("IsDeleted").asBoolean();
    }

    boolean person() {
        return value("IsPersonAccount").asBoolean();
    }

    Instant modified() {
        return Instant.from(TIME.parse(value("SystemModstamp").asText()));
    }

    /** With every field of the object, as a single record is answered. */
    ObjectNode json(String version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("attributes", attributes(version));
        type.fields().forEach(field -> json.set(field.name(), value(field.name())));
        return json;
    }

    ObjectNode attributes(String version) {
        return JsonNodeFactory.instance.objectNode().put("type", type.name()).put("url",
                "/services/data/" + version + "/sobjects/" + type.name() + "/" + id);
    }
}
