package io.fieldline.servicetitan.desk.record;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON trees: read without losing a cent, and looked into by paths such as <code>address.street</code>. */
public final class Trees {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private Trees() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @return a missing node for no body at all */
    public static JsonNode parse(byte[] body) throws IOException {
        return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
    }

    public static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What stands at the path; a step may be the index of an element, or <code>#</code> and the element's id. */
    public static JsonNode at(JsonNode node, String path) {
        JsonNode value = node;
        for (String step : path.split("\\.")) {
            value = value.isArray() ? element(value, step) : value.path(step);
        }
        return value;
    }

    private static JsonNode element(JsonNode array, String step) {
        if (step.startsWith("#")) {
            for (JsonNode element : array) {
                if (element.path("id").asText().equals(step.substring(1))) {
                    return element;
                }
            }
        }
        return step.matches("\\d{1,9}") ? array.path(Integer.parseInt(step)) : array.path(step);
    }

    /** As text; empty where there is nothing. */
    public static String text(JsonNode node, String path) {
        JsonNode value = at(node, path);
        return value.isNull() || value.isContainerNode() ? "" : value.asText();
    }

    /** Zero where there is none; accounting writes money as text. */
    public static BigDecimal money(JsonNode node, String path) {
        JsonNode value = at(node, path);
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isTextual() && value.asText().matches("-?\\d+(\\.\\d+)?")
                ? new BigDecimal(value.asText())
                : BigDecimal.ZERO;
    }

    public static List<Long> ids(JsonNode array) {
        List<Long> ids = new ArrayList<>();
        array.forEach(element -> ids.add(element.longValue()));
        return ids;
    }

    /** The same for equal content, in whatever order its fields came. */
    static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode sorted = object();
            fields.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return node;
    }
}
