package io.fieldline.sandbox.quickbooks;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes the fields of records. Amounts never pass through a floating-point number. */
final class Fields {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private Fields() {}

    /** @throws Refusal where the text is no JSON object */
    static ObjectNode parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.request(400, "The body is not a JSON object");
        } catch (IOException e) {
            throw Refusal.request(400, "The body is not JSON");
        }
    }

    /** @param path such as <code>CustomerRef.value</code>; empty text where there is nothing */
    static String text(JsonNode node, String path) {
        return at(node, path).asText("");
    }

    static JsonNode at(JsonNode node, String path) {
        JsonNode found = node;
        for (String name : path.split("\\.")) {
            found = found.path(name);
        }
        return found;
    }

    static boolean has(JsonNode node, String path) {
        JsonNode found = at(node, path);
        return !found.isMissingNode() && !found.isNull();
    }

    /** An amount with cents; zero where there is none. */
    static BigDecimal money(JsonNode node, String path) {
        return cents(number(node, path));
    }

    /** @throws Refusal where an amount has fractions of a cent */
    static BigDecimal wholeCents(JsonNode node, String path) {
        BigDecimal given = number(node, path);
        if (given.stripTrailingZeros().scale() > 2) {
            throw Refusal.business("The amount " + given.toPlainString() + " of " + path + " has more than two decimals");
        }
        return cents(given);
    }

    /** Zero where there is none; QuickBooks takes numbers in quotes as well. */
    static BigDecimal number(JsonNode node, String path) {
        JsonNode found = at(node, path);
        if (found.isMissingNode() || found.isNull()) {
            return BigDecimal.ZERO;
        }
        try {
            return found.isNumber() ? found.decimalValue() : new BigDecimal(found.asText());
        } catch (NumberFormatException e) {
            throw Refusal.unsupportedProperty(path);
        }
    }

    static BigDecimal cents(BigDecimal number) {
        return number.setScale(2, RoundingMode.HALF_UP);
    }

    static BigDecimal percentOf(BigDecimal base, BigDecimal percent) {
        return base.multiply(percent).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }

    /** @throws Refusal where it is no date */
    static LocalDate date(JsonNode node, String path) {
        try {
            return LocalDate.parse(text(node, path));
        } catch (DateTimeParseException e) {
            throw Refusal.business("'" + text(node, path) + "' of " + path + " is not a date such as 2026-10-31");
        }
    }

    /** The lines of a transaction, as they are; changing one changes the transaction. */
    static List<ObjectNode> lines(JsonNode transaction) {
        List<ObjectNode> lines = new ArrayList<>();
        transaction.path("Line").forEach(line -> {
            if (!(line instanceof ObjectNode object)) {
                throw Refusal.unsupportedProperty("Line");
            }
            lines.add(object);
        });
        return lines;
    }

    static void setLines(ObjectNode transaction, List<ObjectNode> lines) {
        ArrayNode array = NODES.arrayNode();
        lines.forEach(array::add);
        transaction.set("Line", array);
    }

    static void reference(ObjectNode node, String property, JsonNode record, String name) {
        node.putObject(property).put("value", text(record, "Id")).put("name", text(record, name));
    }
}
