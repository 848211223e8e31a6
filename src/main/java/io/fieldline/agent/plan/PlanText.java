package io.fieldline.agent.plan;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a plan would do, in lines for whoever decides about it: as its client was shown it, or with all of it. */
public final class PlanText {

    private static final int LONGEST_LINE = 300;
    private static final String CUT = "…";

    private PlanText() {}

    /** What it would change, of each record and field. */
    public static List<String> changes(ObjectNode plan) {
        List<String> lines = new ArrayList<>();
        for (JsonNode change : plan.path("changes")) {
            for (JsonNode field : change.path("fields")) {
                lines.add(whole(change.path("record").asText()) + ": " + whole(field.path("field").asText()) + ": "
                        + (field.has("hidden")
                                ? "hidden from the client"
                                : value(field.path("before")) + " -> " + value(field.path("after"))));
            }
        }
        return lines;
    }

    /** What would be sent. */
    public static List<String> requests(ObjectNode plan) {
        List<String> lines = new ArrayList<>();
        plan.path("requests").forEach(request -> lines.add(whole(request.path("resource").asText() + " "
                + request.path("operation").asText() + " " + request.path("path")
                + (request.path("query").isEmpty() ? "" : " " + request.path("query")) + " " + request.path("body"))));
        return lines;
    }

    public static List<String> sideEffects(ObjectNode plan) {
        List<String> lines = new ArrayList<>();
        plan.path("sideEffects").forEach(effect -> lines.add(whole(effect.asText())));
        return lines;
    }

    /** Such as <code>2 records, 5.10 in money, 1 messages</code>. */
    public static String cost(ObjectNode plan) {
        JsonNode cost = plan.path("cost");
        return line(cost.path("records").asText() + " records, " + cost.path("money").asText() + " in money, "
                + cost.path("messages").asText() + " messages");
    }

    public static String summary(ObjectNode plan) {
        return line(plan.path("summary").asText());
    }

    public static String undo(ObjectNode plan) {
        return line(plan.path("undo").asText());
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "nothing" : whole(value.toString());
    }

    /**
     * Text on one line, in which nothing hides: what people wrote into records may have been written to mislead whoever reads
     * this. None of it is cut, for whoever decides has to see the end as well.
     */
    public static String whole(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(one -> isSpace(one) ? ' ' : one).filter(one -> one == ' ' || isSeen(one))
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** As {@link #whole}, and short. */
    public static String line(String text) {
        String line = whole(text);
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + CUT;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Not what turns the direction round, has no width, or means nothing. */
    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
