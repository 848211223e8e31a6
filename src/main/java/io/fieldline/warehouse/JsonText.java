package io.fieldline.warehouse;

import java.util.List;
import java.util.Map;

/**
 * Writes a JSON value as text. A record has several objects and arrays, most of them empty, and a backfill writes some
 * hundred thousand a second.
 */
final class JsonText {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private JsonText() {}

    /** @throws IllegalArgumentException when the value is not one of JSON */
    static String of(Object value) {
        if (value instanceof List<?> list && list.isEmpty()) {
            return "[]";
        }
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof String string) {
            quoted(text, string);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            quoted(text, number.toString());
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            text.append(value);
        } else if (value instanceof List<?> list) {
            array(text, list);
        } else if (value instanceof Map<?, ?> map) {
            object(text, map);
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass() + " cannot be written as JSON");
        }
    }

    private static void array(StringBuilder text, List<?> values) {
        char separator = '[';
        for (Object value : values) {
            text.append(separator);
            append(text, value);
            separator = ',';
        }
        text.append(values.isEmpty() ? "[]" : "]");
    }

    private static void object(StringBuilder text, Map<?, ?> fields) {
        char separator = '{';
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            text.append(separator);
            quoted(text, field.getKey().toString());
            text.append(':');
            append(text, field.getValue());
            separator = ',';
        }
        text.append(fields.isEmpty() ? "{}" : "}");
    }

    private static void quoted(StringBuilder text, String value) {
        text.append('"');
        int written = 0;
        for (int at = 0; at < value.length(); at++) {
            char letter = value.charAt(at);
            if (letter < ' ' || letter == '"' || letter == '\\') {
                text.append(value, written, at);
                escaped(text, letter);
                written = at + 1;
            }
        }
        text.append(value, written, value.length()).append('"');
    }

    private static void escaped(StringBuilder text, char letter) {
        switch (letter) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> text.append("\\u00").append(HEX[letter >> 4]).append(HEX[letter & 0xF]);
        }
    }
}
