package io.fieldline.sandbox.salesforce;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Several calls in one: "Composite" of the REST API guide, without references from one part to another's answer. */
final class CompositeCalls {

    private static final int MOST = 25;
    private static final int MOST_QUERIES = 5;
    private static final Set<String> NOT_HERE = Set.of("accept", "authorization", "content-type");

    private final Records records;
    private final Function<Call, Answer> calls;

    CompositeCalls(Records records, Function<Call, Answer> calls) {
        this.records = records;
        this.calls = calls;
    }

    Answer run(Call call) {
        JsonNode parts = call.body().path("compositeRequest");
        check(parts.isArray() && !parts.isEmpty(), "compositeRequest is missing");
        check(parts.size() <= MOST, "Limit of " + MOST + " subrequests exceeded");
        Set<String> names = new HashSet<>();
        int queries = 0;
        for (JsonNode part : parts) {
            check(names.add(part.path("referenceId").asText("")) && part.path("referenceId").asText().matches("\\w+"),
                    "referenceId must be given, made of letters, digits and underscores, and unique");
            String url = part.path("url").asText();
            check(url.startsWith("/services/data/v"), "url must begin with /services/data/v");
            queries += url.matches("/services/data/v[0-9.]+/(query|composite/sobjects).*") ? 1 : 0;
        }
        check(queries <= MOST_QUERIES, "Limit of " + MOST_QUERIES + " queries and collections exceeded");
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        answered(parts, call.body().path("allOrNone").asBoolean()).forEach(answers::add);
        return Answer.of(200, JsonNodeFactory.instance.objectNode().set("compositeResponse", answers));
    }

    private List<ObjectNode> answered(JsonNode parts, boolean together) {
        Runnable undo = together ? records.remember() : () -> {
        };
        List<ObjectNode> answers = new ArrayList<>();
        boolean refused = false;
        for (JsonNode part : parts) {
            Answer answer = calls.apply(call(part));
            refused |= answer.status() >= 400;
            answers.add(answer(part, answer));
        }
        if (refused && together) {
            undo.run();
            Answer halted = Answer.refused(new ApiError(400, "PROCESSING_HALTED",
                    "The transaction was rolled back since another operation in the same transaction failed."));
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).path("httpStatusCode").asInt() < 400) {
                    answers.set(i, answer(parts.get(i), halted));
                }
            }
        }
        return answers;
    }

    private static Call call(JsonNode part) {
        Map<String, String> headers = new LinkedHashMap<>();
        part.path("httpHeaders").properties()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
        check(headers.keySet().stream().noneMatch(NOT_HERE::contains), "httpHeaders may not hold one of " + NOT_HERE);
        return DataApi.call(part.path("method").asText(), URI.create(part.path("url").asText()), headers, part.path("body"));
    }

    private static ObjectNode answer(JsonNode part, Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("body", answer.body().isMissingNode() ? JsonNodeFactory.instance.nullNode() : answer.body());
        ObjectNode headers = json.putObject("httpHeaders");
        answer.headers().forEach(headers::put);
        return json.put("httpStatusCode", answer.status()).put("referenceId", part.path("referenceId").asText());
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new ApiError(400, "INVALID_INPUT", rule);
        }
    }
}
