package io.fieldline.servicetitan.desk.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.failure.RetryLaterException;

/**
 * Puts what earlier requests were answered into later ones: <code>${2.id}</code> is <code>id</code> of the second answer, and
 * <code>${2.value}</code> the answer itself where it is a bare number or text.
 */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\d+)\\.([A-Za-z0-9.]+)}");

    private static final String VALUE = "value";

    private final BiFunction<Integer, String, JsonNode> values;

    private References(BiFunction<Integer, String, JsonNode> values) {
        this.values = values;
    }

    static References to(List<JsonNode> answers) {
        return new References((number, path) -> {
            JsonNode value = number <= answers.size() ? in(answers.get(number - 1), path) : Trees.object().path(path);
            if (!value.isValueNode() || value.isNull()) {
                throw new RetryLaterException("The answer to request " + number + " of the plan lacks " + path
                        + ", by which to go on; up to it the plan was carried out", null);
            }
            return value;
        });
    }

    private static JsonNode in(JsonNode answer, String path) {
        return path.equals(VALUE) && answer.isValueNode() ? answer : Trees.at(answer, path);
    }

    /** Stands for any answer while a plan is checked: what is referred to are ids. */
    static References toAnything() {
        return new References((number, path) -> IntNode.valueOf(1));
    }

    PlannedRequest in(PlannedRequest request) {
        Map<String, String> path = new LinkedHashMap<>();
        request.path().forEach((name, value) -> path.put(name, in(value)));
        return new PlannedRequest(request.resource(), request.operation(), path, request.query(),
                request.body() == null ? null : (ObjectNode) in(request.body()));
    }

    String in(String text) {
        return REFERENCE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2)).asText()));
    }

    private JsonNode value(String number, String path) {
        return values.apply(Integer.valueOf(number), path);
    }

    private JsonNode in(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = Trees.object();
            node.properties().forEach(field -> copy.set(field.getKey(), in(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = ((ArrayNode) node).arrayNode();
            node.forEach(element -> copy.add(in(element)));
            return copy;
        }
        if (!node.isTextual()) {
            return node;
        }
        Matcher whole = REFERENCE.matcher(node.asText());
        return whole.matches() ? value(whole.group(1), whole.group(2)) : TextNode.valueOf(node.asText());
    }
}
