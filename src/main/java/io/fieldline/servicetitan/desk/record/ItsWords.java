package io.fieldline.servicetitan.desk.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.Mention;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.Submission;

/**
 * Why ServiceTitan refused a request, as agents are told: the names of the fields always, its own words as far as each client may
 * see them, because they may quote what was sent.
 */
final class ItsWords {

    private static final int LONGEST = 600;
    private static final Set<Integer> NOT_THERE = Set.of(404, 405);

    private ItsWords() {}

    static Submission.Refused of(Operation operation, Submission.Refused refused) {
        StringBuilder message = new StringBuilder(operation.method() + " " + operation.path() + " was answered "
                + refused.status());
        JsonNode problem = problem(refused.body());
        List<String> fields = new ArrayList<>();
        problem.path("errors").fieldNames()
                .forEachRemaining(field -> fields.add(field.matches("[\\w.$\\[\\]-]{1,60}") ? field : "…"));
        if (!fields.isEmpty()) {
            message.append(" for ").append(String.join(", ", fields));
        }
        String words = (problem.path("title").asText() + " " + (fields.isEmpty() ? "" : problem.path("errors"))).strip();
        if (!words.isEmpty()) {
            message.append(": ")
                    .append(Mention.of(Mention.WORDS, words.length() > LONGEST ? words.substring(0, LONGEST) : words));
        }
        if (operation.retired() && NOT_THERE.contains(refused.status())) {
            message.append(
                    ". This tenant's API no longer offers the operation: it left ServiceTitan's documents after March 2026");
        }
        return new Submission.Refused(refused.status(), refused.body(), message.toString());
    }

    private static JsonNode problem(byte[] body) {
        try {
            return Trees.parse(body);
        } catch (IOException noProblemDocument) {
            return Trees.object();
        }
    }
}
