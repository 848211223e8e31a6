package io.fieldline.sandbox.salesforce;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** Calls that are about one record: "SObject Rows" and "SObject Rows by External ID" of the REST API guide. */
final class RowCalls {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final Org org;
    private final Records records;

    RowCalls(Org org, Records records) {
        this.org = org;
        this.records = records;
    }

    Answer create(Call call) {
        Row row = records.create(org.known(call.path().get(1)), fields(call.body(), Set.of()), mayDuplicate(call));
        return Answer.of(201, done(row.id(), true));
    }

    Answer get(Call call) {
        Row row = existing(call);
        checkUnmodified(call, row);
        return new Answer(200, row.json(call.version()),
                Map.of("Last-Modified", HTTP_DATE.format(row.modified().atOffset(ZoneOffset.UTC))));
    }

    Answer update(Call call) {
        Row row = existing(call);
        checkUnmodified(call, row);
        records.update(row, fields(call.body(), Set.of()), mayDuplicate(call));
        return Answer.empty(204);
    }

    Answer delete(Call call) {
        // "Conditional Request Headers": a DELETE takes none of them.
        records.delete(existing(call), null);
        return Answer.empty(204);
    }

    Answer getByExternalId(Call call) {
        return Answer.of(200, byExternalId(call).orElseThrow(() -> new ApiError(404, "NOT_FOUND",
                "The requested resource does not exist")).json(call.version()));
    }

    Answer upsert(Call call) {
        ObjectType type = org.known(call.path().get(1));
        FieldDefinition field = type.externalId(call.path().get(2));
        if (call.body().has(field.name()) || call.body().has("Id")) {
            throw new ApiError(400, "INVALID_FIELD",
                    "The " + field.name() + " field should not be specified in the sobject data.");
        }
        Map<String, JsonNode> values = fields(call.body(), Set.of());
        Optional<Row> there = byExternalId(call);
        if (there.isPresent()) {
            checkUnmodified(call, there.get());
            records.update(there.get(), values, mayDuplicate(call));
            return Answer.of(200, done(there.get().id(), false));
        }
        values.put(field.name(), JsonNodeFactory.instance.textNode(call.path().get(3)));
        return Answer.of(201, done(records.create(type, values, mayDuplicate(call)).id(), true));
    }

    static boolean mayDuplicate(Call call) {
        return call.header("sforce-duplicate-rule-header").filter(value -> value.replace(" ", "").contains("allowSave=true"))
                .isPresent();
    }

    /** The body's fields without what is about the record and not of it. */
    static Map<String, JsonNode> fields(JsonNode body, Set<String> left) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        body.properties().stream().filter(field -> !field.getKey().equals("attributes") && !left.contains(field.getKey()))
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private Optional<Row> byExternalId(Call call) {
        ObjectType type = org.known(call.path().get(1));
        FieldDefinition field = type.field(call.path().get(2)).filter(known -> known.is(Trait.EXTERNAL_ID))
                .orElseGet(() -> type.externalId(call.path().get(2)));
        return records.byExternalId(type, field, call.path().get(3));
    }

    private Row existing(Call call) {
        ObjectType type = org.known(call.path().get(1));
        String id = call.path().get(2);
        if (org.ofId(id) != type) {
            throw new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
        }
        return records.existing(id);
    }

    private static void checkUnmodified(Call call, Row row) {
        call.header("if-unmodified-since").ifPresent(text -> {
            try {
                if (row.modified().isAfter(Instant.from(HTTP_DATE.parse(text)))) {
                    throw new ApiError(412, "PRECONDITION_FAILED", "The record was modified since " + text);
                }
            } catch (DateTimeParseException e) {
                throw new ApiError(400, "INVALID_HEADER", "If-Unmodified-Since is no date: " + text);
            }
        });
    }

    private static ObjectNode done(String id, boolean created) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id).put("success", true);
        body.putArray("errors");
        return body.put("created", created);
    }
}
