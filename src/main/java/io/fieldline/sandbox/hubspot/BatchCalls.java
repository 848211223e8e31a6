package io.fieldline.sandbox.hubspot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** The batch calls on objects: read, create, update, upsert and archive, a hundred inputs at most. */
final class BatchCalls {

    private static final int MOST = 100;
    private static final int MOST_WITH_HISTORY = 50;
    private static final String SOURCE = "INTEGRATION";

    private final boolean partialFailures;

    /** What one input comes to. */
    private interface Step {
        ObjectNode on(JsonNode input);
    }

    BatchCalls(boolean partialFailures) {
        this.partialFailures = partialFailures;
    }

    Reply call(ObjectTable table, String verb, JsonNode body, boolean archived) {
        List<JsonNode> inputs = inputs(body);
        return switch (verb) {
            case "read" -> read(table, inputs, body, archived);
            case "create" -> written(201, table, inputs, input -> {
                StoredObject made = table.create(properties(input), SOURCE);
                return made.json(made.values().keySet(), List.of());
            });
            case "update" -> update(table, inputs);
            case "upsert" -> upsert(table, inputs);
            case "archive" -> {
                inputs.forEach(input -> table.find(null, id(input)).filter(one -> !one.archived())
                        .ifPresent(table::archive));
                yield Reply.empty(204);
            }
            default -> throw Refusal.notFound();
        };
    }

    private Reply read(ObjectTable table, List<JsonNode> inputs, JsonNode body, boolean archived) {
        List<String> history = texts(body.path("propertiesWithHistory"));
        if (!history.isEmpty() && inputs.size() > MOST_WITH_HISTORY) {
            throw Refusal.invalid("The maximum number of inputs supported in a batch request for property histories is "
                    + MOST_WITH_HISTORY + ". Found " + inputs.size() + ".");
        }
        List<String> wanted = inputs.stream().map(BatchCalls::id).toList();
        distinct(wanted);
        String idProperty = body.path("idProperty").asText(null);
        Set<StoredObject> found = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        for (String id : wanted) {
            Optional<StoredObject> object = table.find(idProperty, id).filter(one -> one.archived() == archived);
            object.ifPresentOrElse(found::add, () -> missing.add(id));
        }
        ObjectNode answer = answer();
        List<String> properties = texts(body.path("properties"));
        found.forEach(one -> answer.withArrayProperty("results").add(one.json(properties, history)));
        if (missing.isEmpty()) {
            return Reply.json(200, answer);
        }
        answer.put("numErrors", 1).putArray("errors").add(Refusal.notFound(table.kind(), missing).body());
        return Reply.json(207, answer);
    }

    private Reply update(ObjectTable table, List<JsonNode> inputs) {
        distinct(inputs.stream().map(BatchCalls::id).toList());
        return written(200, table, inputs, input -> {
            StoredObject object = table.find(input.path("idProperty").asText(null), id(input)).filter(one -> !one.archived())
                    .orElseThrow(() -> Refusal.notFound(table.kind(), List.of(id(input))));
            Map<String, String> properties = properties(input);
            table.update(object, properties, SOURCE);
            return object.json(shown(table, properties.keySet()), List.of());
        });
    }

    private Reply upsert(ObjectTable table, List<JsonNode> inputs) {
        distinct(inputs.stream().map(BatchCalls::id).toList());
        return written(200, table, inputs, input -> {
            String idProperty = input.path("idProperty").asText("");
            if (idProperty.isEmpty() || idProperty.equals("hs_object_id")) {
                throw Refusal.invalid("idProperty must name a unique property");
            }
            Map<String, String> properties = properties(input);
            Optional<StoredObject> known = table.find(idProperty, id(input));
            properties.putIfAbsent(idProperty, id(input));
            known.ifPresent(object -> table.update(object, properties, SOURCE));
            StoredObject object = known.orElseGet(() -> table.create(properties, SOURCE));
            return object.json(shown(table, properties.keySet()), List.of()).put("new", known.isEmpty());
        });
    }

    /** Without trace ids nothing is written before all inputs were found good; what a later one breaks is taken back. */
    private Reply written(int status, ObjectTable table, List<JsonNode> inputs, Step step) {
        boolean partial = partialFailures && inputs.stream().allMatch(input -> input.hasNonNull("objectWriteTraceId"));
        if (!partial) {
            return whole(status, table, inputs, step);
        }
        ObjectNode answer = answer();
        int errors = 0;
        for (JsonNode input : inputs) {
            String trace = input.get("objectWriteTraceId").asText();
            try {
                answer.withArrayProperty("results").add(step.on(input).put("objectWriteTraceId", trace));
            } catch (Refusal refusal) {
                errors++;
                answer.withArrayProperty("errors").add(refusal.ofInput(trace));
            }
        }
        if (errors == 0) {
            return Reply.json(status, answer);
        }
        return Reply.json(207, answer.put("numErrors", errors));
    }

    private Reply whole(int status, ObjectTable table, List<JsonNode> inputs, Step step) {
        ObjectTable.Mark before = table.mark();
        ObjectNode answer = answer();
        try {
            inputs.forEach(input -> answer.withArrayProperty("results").add(step.on(input)));
        } catch (Refusal refusal) {
            table.backTo(before);
            throw refusal;
        }
        return Reply.json(status, answer);
    }

    private static ObjectNode answer() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "COMPLETE");
        answer.putArray("results");
        return answer;
    }

    private static Set<String> shown(ObjectTable table, Set<String> properties) {
        Set<String> shown = new LinkedHashSet<>(table.kind().shown());
        shown.addAll(properties);
        return shown;
    }

    private static List<JsonNode> inputs(JsonNode body) {
        List<JsonNode> inputs = StreamSupport.stream(body.path("inputs").spliterator(), false).toList();
        if (inputs.isEmpty()) {
            throw Refusal.invalid("Invalid input JSON: Some required fields were not set: [inputs]");
        }
        if (inputs.size() > MOST) {
            throw Refusal.invalid("The maximum number of inputs supported in a batch request is " + MOST + ". Found "
                    + inputs.size() + ".");
        }
        return inputs;
    }

    private static void distinct(List<String> ids) {
        Set<String> seen = new HashSet<>();
        List<String> twice = ids.stream().filter(id -> !seen.add(id)).toList();
        if (!twice.isEmpty()) {
            throw Refusal.invalid("Duplicate IDs found in batch input: " + twice + ". IDs must be unique");
        }
    }

    private static String id(JsonNode input) {
        if (!input.hasNonNull("id")) {
            throw Refusal.invalid("Invalid input JSON: Some required fields were not set: [id]");
        }
        return input.get("id").asText();
    }

    static Map<String, String> properties(JsonNode input) {
        if (!input.path("properties").isObject()) {
            throw Refusal.invalid("Invalid input JSON: Some required fields were not set: [properties]");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        input.get("properties").properties().forEach(property -> properties.put(property.getKey(),
                property.getValue().isNull() ? "" : property.getValue().asText()));
        return properties;
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
