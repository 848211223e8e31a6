package io.fieldline.cli;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Text for a terminal. What others wrote may hold characters that move its cursor, colour it or turn the direction of what
 * is read, so that one would approve something else than one sees; they are written as <code>&#92;u001b</code>.
 */
final class Printable {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}&&[^\\n\\t]]");
    private static final Pattern BREAK = Pattern.compile("[\\n\\t\\u2028\\u2029]");

    private Printable() {}

    /** Of several lines. */
    static String text(String text) {
        return escaped(UNSEEN, text);
    }

    /** Of one line. */
    static String line(String text) {
        return escaped(BREAK, text(text));
    }

    private static String escaped(Pattern characters, String text) {
        return characters.matcher(text).replaceAll(found -> {
            StringBuilder escaped = new StringBuilder();
            found.group().chars().forEach(one -> escaped.append("\\\\u%04x".formatted(one)));
            return escaped.toString();
        });
    }

    /** The same with each text in one line. */
    static ObjectNode lines(ObjectNode found) {
        return (ObjectNode) inLines(found);
    }

    private static JsonNode inLines(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode lines = object.objectNode();
            object.properties().forEach(field -> lines.set(field.getKey(), inLines(field.getValue())));
            return lines;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode lines = array.arrayNode();
            array.forEach(item -> lines.add(inLines(item)));
            return lines;
        }
        return node.isTextual() ? TextNode.valueOf(line(node.textValue())) : node;
    }
}
