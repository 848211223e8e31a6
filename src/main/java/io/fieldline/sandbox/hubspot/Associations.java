package io.fieldline.sandbox.hubspot;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** Which object belongs to which, as version 4 of the associations API tells and makes it. */
final class Associations {

    private static final int MOST = 2_000;
    private static final int MOST_READ = 1_000;

    /** One end, and the kind of what it is linked to. */
    private record End(ObjectKind from, long id, ObjectKind to) {}

    private final Map<ObjectKind, ObjectTable> tables;
    private final Map<End, Set<Long>> links = new HashMap<>();

    Associations(Map<ObjectKind, ObjectTable> tables) {
        this.tables = tables;
    }

    Reply associate(ObjectKind from, ObjectKind to, JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (inputs.size() > MOST) {
            throw Refusal.invalid("No more than " + MOST + " associations in a batch");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "COMPLETE");
        answer.putArray("results");
        int errors = 0;
        for (JsonNode input : inputs) {
            Optional<StoredObject> one = live(from, input.path("from").path("id").asText());
            Optional<StoredObject> other = live(to, input.path("to").path("id").asText());
            if (one.isEmpty() || other.isEmpty()) {
                errors++;
                answer.withArrayProperty("errors").add(Refusal.notFound(one.isEmpty() ? from : to, List.of(
                        input.path(one.isEmpty() ? "from" : "to").path("id").asText())).body());
                continue;
            }
            link(from, one.get(), to, other.get());
            ObjectNode result = answer.withArrayProperty("results").addObject();
            result.putObject("from").put("id", Long.toString(one.get().id()));
            result.putObject("to").put("id", Long.toString(other.get().id()));
        }
        return Reply.json(errors == 0 ? 200 : 207, errors == 0 ? answer : answer.put("numErrors", errors));
    }

    /** What is linked anew changes both objects' counts, and so the time of their last change. */
    void link(ObjectKind from, StoredObject one, ObjectKind to, StoredObject other) {
        boolean added = links.computeIfAbsent(new End(from, one.id(), to), end -> new LinkedHashSet<>()).add(other.id());
        links.computeIfAbsent(new End(to, other.id(), from), end -> new LinkedHashSet<>()).add(one.id());
        if (added) {
            other.touched(tables.get(to).now());
        }
    }

    Reply read(ObjectKind from, ObjectKind to, JsonNode body) {
        if (body.path("inputs").size() > MOST_READ) {
            throw Refusal.invalid("No more than " + MOST_READ + " inputs in a batch");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "COMPLETE");
        answer.putArray("results");
        for (JsonNode input : body.path("inputs")) {
            Set<Long> ids = of(from, input.path("id").asText(), to);
            if (!ids.isEmpty()) {
                ObjectNode result = answer.withArrayProperty("results").addObject();
                result.putObject("from").put("id", input.path("id").asText());
                ids.forEach(id -> result.withArrayProperty("to").addObject().put("toObjectId", id));
            }
        }
        return Reply.json(200, answer);
    }

    Set<Long> of(ObjectKind from, String id, ObjectKind to) {
        Set<Long> ids = new LinkedHashSet<>();
        links.getOrDefault(new End(from, Long.parseLong(id), to), Set.of())
                .forEach(other -> live(to, Long.toString(other)).ifPresent(object -> ids.add(object.id())));
        return ids;
    }

    private Optional<StoredObject> live(ObjectKind kind, String id) {
        return tables.get(kind).find(null, id).filter(object -> !object.archived());
    }
}
