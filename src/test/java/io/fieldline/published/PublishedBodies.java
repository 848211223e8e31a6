package io.fieldline.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What the bodies of requests may hold: fields, their types, which are required, and the values of enumerations. */
final class PublishedBodies {

    private static final String FILE = "/published-bodies.txt";
    private static final String VALUES = "one of ";
    private static final String LIST = "[]";

    private final Map<String, Map<String, String>> fields = new HashMap<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    static PublishedBodies load() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PublishedBodies.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            PublishedBodies bodies = new PublishedBodies();
            lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(bodies::add);
            return bodies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] parts = line.split(" \\| ", 2);
        if (parts[1].startsWith(VALUES)) {
            values.put(parts[0], Set.of(parts[1].substring(VALUES.length()).split(" ")));
        } else if (!parts[1].equals("any")) {
            Map<String, String> types = new LinkedHashMap<>();
            for (String field : parts[1].split(" ")) {
                int colon = field.indexOf(':');
                types.put(field.substring(0, colon), field.substring(colon + 1));
            }
            fields.put(parts[0], types);
        }
    }

    /** The values of an enumeration; empty where it is not known. */
    Optional<Set<String>> values(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @param wrong takes what the documents do not have so */
    void check(String type, JsonNode value, String at, ValueType types, List<String> wrong) {
        String plain = type.replaceAll("[!?]+$", "");
        if (value.isNull()) {
            if (!type.replace("!", "").endsWith("?")) {
                wrong.add(at + " must not be null");
            }
        } else if (plain.endsWith(LIST)) {
            list(plain.substring(0, plain.length() - LIST.length()), value, at, types, wrong);
        } else if (fields.containsKey(plain)) {
            object(plain, value, at, types, wrong);
        } else if (plain.startsWith("map<") || plain.equals("object")) {
            require(value.isObject(), value, at + " is no object", wrong);
        } else if (!plain.equals("any") && (values.containsKey(plain) || !plain.contains("."))) {
            scalar(plain, value, at, types, wrong);
        }
    }

    private void list(String item, JsonNode value, String at, ValueType types, List<String> wrong) {
        require(value.isArray(), value, at + " is no list", wrong);
        for (int index = 0; index < value.size() && value.isArray(); index++) {
            check(item, value.get(index), at + "[" + index + "]", types, wrong);
        }
    }

    private void object(String schema, JsonNode value, String at, ValueType types, List<String> wrong) {
        require(value.isObject(), value, at + " is no object", wrong);
        Map<String, String> known = fields.get(schema);
        value.properties().forEach(field -> {
            String type = known.get(field.getKey());
            if (type == null) {
                wrong.add(at + "." + field.getKey() + " is no field of " + schema);
            } else {
                check(type, field.getValue(), at + "." + field.getKey(), types, wrong);
            }
        });
        known.forEach((name, type) -> {
            if (type.endsWith("!") && !value.has(name)) {
                wrong.add(at + " lacks " + name);
            }
        });
    }

    private static void scalar(String type, JsonNode value, String at, ValueType types, List<String> wrong) {
        switch (type) {
            case "int64", "int32" -> require(value.isIntegralNumber(), value, at + " is no whole number", wrong);
            case "decimal", "double", "float" -> require(value.isNumber(), value, at + " is no number", wrong);
            case "boolean" -> require(value.isBoolean(), value, at + " is neither true nor false", wrong);
            default -> require(value.isTextual(), value, at + " is no text", wrong);
        }
        String reason = types.wrong(type, value.asText());
        if (reason != null) {
            wrong.add(at + ": " + value + " " + reason);
        }
    }

    private static void require(boolean kept, JsonNode value, String words, List<String> wrong) {
        if (!kept) {
            wrong.add(words + ": " + value);
        }
    }
}
