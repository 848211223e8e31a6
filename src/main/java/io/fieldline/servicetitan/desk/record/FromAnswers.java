package io.fieldline.servicetitan.desk.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A text that is known when requests were answered: fixed words, and fields of answers among them. It is a type of its own,
 * so that nothing that somebody wrote is ever taken for a reference.
 */
public final class FromAnswers {

    private static final String WHOLE = "";

    /** @param request 0 for fixed words, which then stand in <code>text</code>; otherwise <code>text</code> names the field */
    private record Part(int request, String text) {}

    private final List<Part> parts;

    private FromAnswers(List<Part> parts) {
        this.parts = parts;
    }

    public static FromAnswers fixed(String text) {
        return new FromAnswers(List.of(new Part(0, text)));
    }

    /**
     * A field of the answer to a request of the plan.
     *
     * @param request from 1 on
     * @param field a path as in {@link Trees#at}
     */
    public static FromAnswers field(int request, String field) {
        return new FromAnswers(List.of(new Part(request, field)));
    }

    /** The answer itself, where it is a bare number or text. */
    public static FromAnswers whole(int request) {
        return field(request, WHOLE);
    }

    /** The id of a record that is part of another: <code>OWNER/ID</code>. */
    public static FromAnswers part(FromAnswers owner, FromAnswers id) {
        List<Part> parts = new ArrayList<>(owner.parts);
        parts.add(new Part(0, "/"));
        parts.addAll(id.parts);
        return new FromAnswers(parts);
    }

    /** @return empty when there is no such answer, or it lacks the field */
    Optional<String> in(List<JsonNode> answers) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part.request() == 0) {
                text.append(part.text());
                continue;
            }
            JsonNode value = part.request() > answers.size() ? Trees.object().path(WHOLE) : value(part, answers);
            if (!value.isValueNode() || value.isNull()) {
                return Optional.empty();
            }
            text.append(value.asText());
        }
        return Optional.of(text.toString());
    }

    private static JsonNode value(Part part, List<JsonNode> answers) {
        JsonNode answer = answers.get(part.request() - 1);
        return part.text().equals(WHOLE) ? answer : Trees.at(answer, part.text());
    }

    /** While nothing was answered: what is referred to are ids. */
    String example() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.request() == 0 ? part.text() : "1"));
        return text.toString();
    }
}
