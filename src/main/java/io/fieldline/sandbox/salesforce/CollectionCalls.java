package io.fieldline.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Up to 200 records at once, each with a result of its own: "sObject Collections" of the REST API guide. */
final class CollectionCalls {

    private static final int MOST = 200;

    private final Org org;
    private final Records records;

    CollectionCalls(Org org, Records records) {
        this.org = org;
        this.records = records;
    }

    Answer create(Call call) {
        return each(call, record -> done(records.create(type(record), RowCalls.fields(record, Set.of()),
                RowCalls.mayDuplicate(call)), null));
    }

    Answer update(Call call) {
        return each(call, record -> {
            String id = record.path("Id").asText(record.path("id").asText());
            Row row = known(type(record), id);
            return done(records.update(row, RowCalls.fields(record, Set.of("Id", "id")), RowCalls.mayDuplicate(call)), null);
        });
    }

    Answer upsert(Call call) {
        ObjectType type = org.known(call.path().get(2));
        FieldDefinition field = type.externalId(call.path().get(3));
        return each(call, record -> {
            if (type(record) != type) {
                throw new ApiError(400, "INVALID_TYPE", "All records must be of type " + type.name());
            }
            if (record.has("Id") || !record.path(field.name()).isValueNode() || record.path(field.name()).isNull()) {
                throw new ApiError(400, record.has("Id") ? "INVALID_FIELD" : "MISSING_ARGUMENT",
                        field.name() + " not specified, or Id specified besides it");
            }
            Optional<Row> there = records.byExternalId(type, field, record.get(field.name()).asText());
            Map<String, JsonNode> values = RowCalls.fields(record, there.isPresent() ? Set.of(field.name()) : Set.of());
            Row row = there.map(old -> records.update(old, values, RowCalls.mayDuplicate(call)))
                    .orElseGet(() -> records.create(type, values, RowCalls.mayDuplicate(call)));
            return done(row, there.isEmpty());
        });
    }

    private Answer each(Call call, Function<JsonNode, ObjectNode> write) {
        JsonNode all = call.body().path("records");
        if (!all.isArray() || all.isEmpty()) {
            throw new ApiError(400, "JSON_PARSER_ERROR", "The records of the collection are missing");
        }
        if (all.size() > MOST) {
            throw new ApiError(400, "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than " + MOST
                    + " records into this call");
        }
        boolean together = call.body().path("allOrNone").asBoolean();
        Runnable undo = together ? records.remember() : () -> {
        };
        List<JsonNode> written = new ArrayList<>();
        boolean refused = false;
        for (JsonNode record : all) {
            JsonNode result = result(record, write);
            refused |= !result.path("success").asBoolean();
            written.add(result);
        }
        if (refused && together) {
            undo.run();
            written.replaceAll(CollectionCalls::rolledBack);
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        results.addAll(written);
        return Answer.of(200, results);
    }

    private static JsonNode rolledBack(JsonNode result) {
        return result.path("success").asBoolean()
                ? refused(new ApiError(400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records"
                        + " were valid and the request was using AllOrNone header"))
                : result;
    }

    private static ObjectNode refused(ApiError error) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("success", false);
        result.putArray("errors").add(error.ofRecord());
        return result;
    }

    private static ObjectNode result(JsonNode record, Function<JsonNode, ObjectNode> write) {
        try {
            return write.apply(record);
        } catch (ApiError e) {
            return refused(e);
        }
    }

    private ObjectType type(JsonNode record) {
        return org.known(record.path("attributes").path("type").asText());
    }

    /** In a collection, an id that never was is a reference that leads nowhere. */
    private Row known(ObjectType type, String id) {
        if (org.ofId(id) != type || records.find(id).isEmpty()) {
            throw new ApiError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }
        return records.existing(id);
    }

    private static ObjectNode done(Row row, Boolean created) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("id", row.id()).put("success", true);
        result.putArray("errors");
        if (created != null) {
            result.put("created", created);
        }
        return result;
    }
}
