package io.fieldline.servicetitan.desk.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether a record holds what was sent, however ServiceTitan writes it: money as text, times with seven digits, lists in an
 * order of its own and with ids added to their elements.
 */
public final class SameValues {

    private SameValues() {}

    public static boolean same(JsonNode sent, JsonNode stored) {
        if (empty(sent) || empty(stored)) {
            return empty(sent) && empty(stored);
        }
        if (sent.isObject()) {
            return sent.properties().stream().allMatch(field -> same(field.getValue(), stored.path(field.getKey())));
        }
        if (sent.isArray()) {
            return stored.isArray() && sameElements(sent, stored);
        }
        if (sent.isNumber() || stored.isNumber()) {
            return sameNumber(sent, stored);
        }
        return sent.asText().equals(stored.asText()) || sameTime(sent.asText(), stored.asText());
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || value.isMissingNode() || value.isTextual() && value.asText().isEmpty()
                || value.isArray() && value.isEmpty();
    }

    private static boolean sameElements(JsonNode sent, JsonNode stored) {
        List<JsonNode> left = new ArrayList<>();
        stored.forEach(left::add);
        for (JsonNode one : sent) {
            Iterator<JsonNode> candidates = left.iterator();
            boolean found = false;
            while (!found && candidates.hasNext()) {
                found = same(one, candidates.next());
                if (found) {
                    candidates.remove();
                }
            }
            if (!found) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private static boolean sameNumber(JsonNode sent, JsonNode stored) {
        return number(sent) && number(stored)
                && new BigDecimal(sent.asText()).compareTo(new BigDecimal(stored.asText())) == 0;
    }

    private static boolean number(JsonNode value) {
        return value.isNumber() || value.isTextual() && value.asText().matches("-?\\d+(\\.\\d+)?");
    }

    private static boolean sameTime(String sent, String stored) {
        try {
            return Instant.parse(sent).equals(Instant.parse(stored));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
