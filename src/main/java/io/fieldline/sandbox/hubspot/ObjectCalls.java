package io.fieldline.sandbox.hubspot;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** The calls on single objects and on lists of them. */
final class ObjectCalls {

    private static final int PAGE = 100;
    private static final int PAGE_WITH_HISTORY = 50;
    private static final String SOURCE = "INTEGRATION";

    private final Map<ObjectKind, ObjectTable> tables;
    private final Associations associations;

    ObjectCalls(Map<ObjectKind, ObjectTable> tables, Associations associations) {
        this.tables = new EnumMap<>(tables);
        this.associations = associations;
    }

    Reply list(ObjectTable table, Request request) {
        int limit = Integer.parseInt(request.parameter("limit").orElse("10"));
        boolean history = request.parameter("propertiesWithHistory").isPresent();
        if (limit < 1 || limit > (history ? PAGE_WITH_HISTORY : PAGE)) {
            throw Refusal.invalid("limit must be between 1 and " + (history ? PAGE_WITH_HISTORY : PAGE));
        }
        boolean archived = request.parameter("archived").orElse("false").equals("true");
        long after = Long.parseLong(request.parameter("after").orElse("0"));
        List<StoredObject> rows = table.from(after).stream().filter(one -> one.archived() == archived).limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("results");
        rows.stream().limit(limit)
                .forEach(one -> answer.withArrayProperty("results")
                        .add(one.json(names(request, "properties"), names(request, "propertiesWithHistory"))));
        if (rows.size() > limit) {
            answer.putObject("paging").putObject("next").put("after", Long.toString(rows.get(limit).id()));
        }
        return Reply.json(200, answer);
    }

    Reply create(ObjectTable table, JsonNode body) {
        StoredObject made = table.create(BatchCalls.properties(body), SOURCE);
        for (JsonNode association : body.path("associations")) {
            String id = association.path("to").path("id").asText();
            ObjectKind to = target(table.kind(), association.path("types").path(0).path("associationTypeId").asInt());
            associations.link(table.kind(), made, to,
                    tables.get(to).find(null, id).orElseThrow(() -> Refusal.notFound(to, List.of(id))));
        }
        return Reply.json(201, made.json(made.values().keySet(), List.of()));
    }

    /** The type ids of HubSpot's own associations, as far as notes, tasks and contacts have them. */
    private static ObjectKind target(ObjectKind from, int type) {
        return switch (type) {
            case 202, 204 -> ObjectKind.CONTACT;
            case 190, 192, 279, 1 -> ObjectKind.COMPANY;
            default -> throw Refusal.invalid("Association type " + type + " does not fit " + from.name());
        };
    }

    Reply one(ObjectTable table, String id, Request request, JsonNode body) {
        boolean archived = request.parameter("archived").orElse("false").equals("true");
        StoredObject object = table.find(request.parameter("idProperty").orElse(null), id)
                .filter(found -> found.archived() == archived).orElseThrow(Refusal::notFound);
        return switch (request.method()) {
            case "GET" -> Reply.json(200,
                    object.json(names(request, "properties"), names(request, "propertiesWithHistory")));
            case "PATCH" -> {
                table.update(object, BatchCalls.properties(body), SOURCE);
                yield Reply.json(200, object.json(BatchCalls.properties(body).keySet(), List.of()));
            }
            case "DELETE" -> {
                table.archive(object);
                yield Reply.empty(204);
            }
            default -> Reply.empty(405);
        };
    }

    Reply merge(ObjectTable table, JsonNode body) {
        StoredObject survivor = table.merge(live(table, body.path("primaryObjectId").asText()),
                live(table, body.path("objectIdToMerge").asText()));
        return Reply.json(200, survivor.json(List.of(), List.of()));
    }

    static StoredObject live(ObjectTable table, String id) {
        return table.find(null, id).filter(one -> !one.archived())
                .orElseThrow(() -> Refusal.notFound(table.kind(), List.of(id)));
    }

    private static List<String> names(Request request, String parameter) {
        return request.query().getOrDefault(parameter, List.of()).stream().flatMap(value -> Arrays.stream(value.split(",")))
                .toList();
    }
}
