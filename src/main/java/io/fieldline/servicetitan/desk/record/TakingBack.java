package io.fieldline.servicetitan.desk.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;

/**
 * A request that takes one of a plan's back.
 *
 * @param request which one, from 1 on
 * @param path values of its path parameters, which the answers to the plan's requests may have to tell
 * @param body null when it has none
 */
public record TakingBack(int request, String resource, String operation, Map<String, FromAnswers> path,
        Map<String, String> query, ObjectNode body) {

    public TakingBack {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    public static TakingBack of(int request, String resource, String operation, Map<String, FromAnswers> path,
            ObjectNode body) {
        return new TakingBack(request, resource, operation, path, Map.of(), body);
    }

    /** One that is known whole already. */
    public static TakingBack of(int request, PlannedRequest back) {
        Map<String, FromAnswers> path = new LinkedHashMap<>();
        back.path().forEach((name, value) -> path.put(name, FromAnswers.fixed(value)));
        return new TakingBack(request, back.resource(), back.operation(), path, back.query(), back.body());
    }

    /** @return empty when the answers do not tell all of it */
    Optional<PlannedRequest> in(List<JsonNode> answers) {
        Map<String, String> values = new LinkedHashMap<>();
        path.forEach((name, value) -> value.in(answers).ifPresent(known -> values.put(name, known)));
        return values.size() < path.size() ? Optional.empty() : Optional.of(with(values));
    }

    /** As it may look like. */
    PlannedRequest example() {
        Map<String, String> values = new LinkedHashMap<>();
        path.forEach((name, value) -> values.put(name, value.example()));
        return with(values);
    }

    private PlannedRequest with(Map<String, String> values) {
        return new PlannedRequest(resource, operation, values, query, body);
    }
}
