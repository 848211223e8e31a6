package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.SideField;

/**
 * A field of QuickBooks' customers.
 *
 * @param name as mappings name it, <code>Customer.PrimaryPhone</code>
 * @param path where its value stands, <code>PrimaryPhone.FreeFormNumber</code>
 */
record CustomerField(String name, String path, SideField.Type type, int longest, boolean writable, Set<String> choices) {

    static final String NAME = "Customer.DisplayName";
    static final String NOTES = "Customer.Notes";
    static final String EMAIL = "Customer.PrimaryEmailAddr";
    private static final String LINES = "Lines";
    private static final int MOST_LINES = 5;
    private static final String BETWEEN_ADDRESSES = "\\s*[,;]\\s*";

    SideField described() {
        return new SideField(name, name.replaceFirst("^[^.]*\\.", ""), type, writable, name.equals(NAME), longest, choices);
    }

    /** What a customer has of it; null where it has none. QuickBooks takes several e-mails: the first one is meant. */
    Object value(JsonNode row) {
        JsonNode node = at(row);
        if (type == SideField.Type.BOOLEAN) {
            return node.isBoolean() ? Boolean.valueOf(node.booleanValue()) : null;
        }
        if (type == SideField.Type.DECIMAL) {
            return node.isNumber() ? node.decimalValue() : null;
        }
        if (path.endsWith("." + LINES)) {
            String lines = IntStream.rangeClosed(1, MOST_LINES)
                    .mapToObj(line -> group(row).path("Line" + line).asText("").strip())
                    .filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
            return lines.isEmpty() ? null : lines;
        }
        String text = switch (name) {
            case NAME -> CustomerNames.shown(row);
            case NOTES -> CustomerMark.without(node.asText(""));
            case EMAIL -> node.asText("").strip().split(BETWEEN_ADDRESSES)[0];
            default -> node.asText("").strip();
        };
        return text.isEmpty() ? null : text;
    }

    private JsonNode at(JsonNode row) {
        JsonNode node = row;
        for (String part : path.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }

    boolean holds(JsonNode row, Object asked) {
        Object held = value(row);
        if (asked instanceof Number number) {
            return held instanceof BigDecimal decimal && decimal.compareTo(new BigDecimal(number.toString())) == 0;
        }
        return text(held).equals(text(asked));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().replace("\r\n", "\n").strip();
    }

    private JsonNode group(JsonNode row) {
        return row.path(path.substring(0, path.indexOf('.')));
    }

    /**
     * Asks for a value. A group such as an address is sent whole, with what it had.
     *
     * @param row the customer as it is; without properties for a new one
     * @param value null to empty the field
     */
    void put(ObjectNode body, JsonNode row, Object value) {
        if (value == null && type == SideField.Type.BOOLEAN) {
            throw new CannotWrite("it is yes or no in QuickBooks, and cannot be empty", List.of(name));
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            put(body, path, value);
            return;
        }
        String group = path.substring(0, dot);
        if (!body.has(group)) {
            body.set(group, group(row).isObject() ? group(row).deepCopy() : QuickBooksClient.object());
        }
        ObjectNode parts = (ObjectNode) body.get(group);
        // The place on the map is the old address's.
        parts.remove(List.of("Lat", "Long"));
        String part = path.substring(dot + 1);
        if (part.equals(LINES)) {
            putLines(parts, text(value));
        } else {
            put(parts, part, name.equals(EMAIL) ? withTheOthers(row, value) : value);
        }
    }

    private static void putLines(ObjectNode address, String text) {
        String[] lines = text.split("\n", MOST_LINES);
        for (int line = 0; line < MOST_LINES; line++) {
            String one = line < lines.length ? lines[line].replace("\n", ", ").strip() : "";
            if (!one.isEmpty() || address.has("Line" + (line + 1))) {
                address.put("Line" + (line + 1), one);
            }
        }
    }

    private static void put(ObjectNode object, String property, Object value) {
        if (value instanceof Boolean flag) {
            object.put(property, flag);
        } else if (value instanceof BigDecimal number) {
            object.put(property, number);
        } else {
            object.put(property, text(value));
        }
    }

    /** The further e-mails are somebody's work and stay. */
    private Object withTheOthers(JsonNode row, Object value) {
        String[] all = at(row).asText("").strip().split(BETWEEN_ADDRESSES, 2);
        if (value == null || all.length < 2) {
            return value;
        }
        String joined = value + ", " + all[1];
        return Optional.of(joined).filter(text -> text.length() <= longest).orElseThrow(() -> new CannotWrite(
                "the customer has several e-mails in QuickBooks, which together would be longer than its " + longest
                        + " characters",
                List.of(name)));
    }
}
