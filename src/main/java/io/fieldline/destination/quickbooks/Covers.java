package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a transaction has all that a body asks for. What QuickBooks adds of its own does not matter. */
final class Covers {

    private static final String SUBTOTAL = "SubTotalLineDetail";

    private Covers() {}

    static boolean covers(JsonNode row, JsonNode body) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNode here = row.path(field.getKey());
            boolean same = field.getKey().equals("Line") ? lines(here, field.getValue()) : same(here, field.getValue());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean lines(JsonNode here, JsonNode asked) {
        List<JsonNode> own = new ArrayList<>();
        here.forEach(line -> {
            if (!line.path("DetailType").asText().equals(SUBTOTAL)) {
                own.add(line);
            }
        });
        boolean same = own.size() == asked.size();
        for (int i = 0; same && i < own.size(); i++) {
            same = same(own.get(i), asked.get(i));
        }
        return same;
    }

    private static boolean same(JsonNode here, JsonNode asked) {
        if (asked.isNull()) {
            return here.isMissingNode() || here.isNull();
        }
        if (asked.isObject()) {
            return covers(here, asked);
        }
        if (asked.isArray()) {
            boolean same = here.size() == asked.size();
            for (int i = 0; same && i < asked.size(); i++) {
                same = same(here.get(i), asked.get(i));
            }
            return same;
        }
        return asked.isNumber() ? number(here).compareTo(asked.decimalValue()) == 0 : here.asText("").equals(asked.asText());
    }

    private static BigDecimal number(JsonNode here) {
        String text = here.asText("");
        return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
