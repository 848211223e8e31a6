package io.fieldline.agent.tool;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One way to write a value: fields by name, numbers without zeros at their end, nothing between. */
public final class CanonicalJson {

    private static final int MOST_ZEROS = 40;

    private CanonicalJson() {}

    public static String of(JsonNode value) {
        return sorted(value).toString();
    }

    /** SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits. */
    public static String hash(JsonNode value) {
        return sha256(of(value));
    }

    /** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.fields().forEachRemaining(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            fields.forEach(sorted::set);
            return sorted;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> items.add(sorted(item)));
            return items;
        }
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        boolean beyond = (value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue());
        return value.isNumber() && !beyond ? DecimalNode.valueOf(plain(value.decimalValue())) : value;
    }

    /** Without an exponent, so that whoever reads the text finds a whole number again; of an endless one its zeros are not written. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() >= -MOST_ZEROS ? stripped.setScale(0) : stripped;
    }
}
