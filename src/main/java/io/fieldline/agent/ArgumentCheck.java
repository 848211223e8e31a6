package io.fieldline.agent;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.tenant.NearMisses;

/**
 * Holds arguments against a tool's schema. What is not declared is refused. Messages name the field and the rule, and never what
 * was given.
 */
final class ArgumentCheck {

    private static final int MOST_PROBLEMS = 5;

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private ArgumentCheck(JsonNode schema) {
        this.root = schema;
    }

    /** @throws RefusedCallException that names every problem, five at most */
    static void require(ObjectNode arguments, ObjectNode schema) {
        List<String> problems = problems(arguments, schema);
        if (!problems.isEmpty()) {
            throw RefusedCallException.of("invalid_argument",
                    String.join("; ", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())))
                            + (problems.size() > MOST_PROBLEMS ? "; and " + (problems.size() - MOST_PROBLEMS) + " more" : ""));
        }
    }

    static List<String> problems(ObjectNode arguments, ObjectNode schema) {
        ArgumentCheck check = new ArgumentCheck(schema);
        check.value("", arguments, schema);
        return List.copyOf(check.problems);
    }

    private void value(String path, JsonNode value, JsonNode written) {
        JsonNode schema = written.path("$ref").asText("").startsWith("#/")
                ? root.at(written.get("$ref").asText().substring(1))
                : written;
        if ((value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue())) {
            problem(path, "must be a number of usual size");
            return;
        }
        if (!type(path, value, schema)) {
            return;
        }
        choices(path, value, schema);
        if (value.isObject()) {
            object(path, value, schema);
        } else if (value.isArray()) {
            limit(path, schema, "minItems", value.size(), "must have at least %s entries", ArgumentCheck::tooSmall);
            limit(path, schema, "maxItems", value.size(), "must have at most %s entries", ArgumentCheck::tooLarge);
            for (int i = 0; i < value.size(); i++) {
                value(path + "[" + i + "]", value.get(i), schema.path("items"));
            }
        } else if (value.isTextual()) {
            text(path, value.textValue(), schema);
        } else if (value.isNumber()) {
            limit(path, schema, "minimum", value.decimalValue(), "must be at least %s", ArgumentCheck::tooSmall);
            limit(path, schema, "maximum", value.decimalValue(), "must be at most %s", ArgumentCheck::tooLarge);
            limit(path, schema, "exclusiveMinimum", value.decimalValue(), "must be more than %s",
                    (given, limit) -> given.compareTo(limit) <= 0);
            limit(path, schema, "exclusiveMaximum", value.decimalValue(), "must be less than %s",
                    (given, limit) -> given.compareTo(limit) >= 0);
        }
    }

    private boolean type(String path, JsonNode value, JsonNode schema) {
        List<String> types = new ArrayList<>();
        if (schema.path("type").isArray()) {
            schema.path("type").forEach(type -> types.add(type.asText()));
        } else if (schema.has("type")) {
            types.add(schema.get("type").asText());
        }
        if (types.isEmpty() || types.stream().anyMatch(type -> is(value, type))) {
            return true;
        }
        problem(path, "must be " + String.join(" or ", types.stream().map(ArgumentCheck::words).toList()));
        return false;
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            default -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
        };
    }

    private static String words(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "null" -> "null";
            case "number" -> "a number";
            default -> "a whole number";
        };
    }

    private void choices(String path, JsonNode value, JsonNode schema) {
        if (schema.has("enum")) {
            List<String> known = new ArrayList<>();
            schema.get("enum").forEach(one -> known.add(one.asText()));
            boolean among = false;
            for (JsonNode one : schema.get("enum")) {
                among |= same(one, value);
            }
            if (!among) {
                problem(path, "must be one of " + String.join(", ", known));
            }
        }
        if (schema.has("const") && !same(schema.get("const"), value)) {
            problem(path, "must be " + schema.get("const").asText());
        }
        several(path, value, schema, "anyOf", 1, Integer.MAX_VALUE, "must fit one of the forms that the schema lists");
        several(path, value, schema, "oneOf", 1, 1, "must fit exactly one of the forms that the schema lists");
        schema.path("allOf").forEach(one -> value(path, value, one));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private void several(String path, JsonNode value, JsonNode schema, String which, int least, int most, String rule) {
        if (!schema.has(which)) {
            return;
        }
        int fitting = 0;
        for (JsonNode one : schema.get(which)) {
            ArgumentCheck alone = new ArgumentCheck(root);
            alone.value(path, value, one);
            fitting += alone.problems.isEmpty() ? 1 : 0;
        }
        if (fitting < least || fitting > most) {
            problem(path, rule);
        }
    }

    private void object(String path, JsonNode value, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        TreeSet<String> known = new TreeSet<>();
        properties.fieldNames().forEachRemaining(known::add);
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                problem(child(path, name.asText()), "must be given");
            }
        });
        JsonNode others = schema.path("additionalProperties");
        boolean described = schema.has("properties") || path.isEmpty();
        value.fields().forEachRemaining(field -> {
            String name = child(path, field.getKey());
            if (properties.has(field.getKey())) {
                value(name, field.getValue(), properties.get(field.getKey()));
            } else if (others.isObject()) {
                value(name, field.getValue(), others);
            } else if (described && !others.asBoolean()) {
                problem(name, "is not known here; " + NearMisses.hint(field.getKey(), known));
            }
        });
    }

    private void text(String path, String text, JsonNode schema) {
        limit(path, schema, "minLength", text.codePointCount(0, text.length()), "must have at least %s characters",
                ArgumentCheck::tooSmall);
        limit(path, schema, "maxLength", text.codePointCount(0, text.length()), "must have at most %s characters",
                ArgumentCheck::tooLarge);
        if (schema.has("pattern") && !Pattern.compile(schema.get("pattern").asText()).matcher(text).find()) {
            problem(path, "must match " + schema.get("pattern").asText());
        }
        try {
            switch (schema.path("format").asText()) {
                case "date" -> LocalDate.parse(text);
                case "date-time" -> OffsetDateTime.parse(text);
                default -> {
                    // Other formats are the tool's to judge.
                }
            }
        } catch (DateTimeException e) {
            problem(path, schema.get("format").asText().equals("date")
                    ? "must be a date such as 2026-01-31"
                    : "must be a time with its zone such as 2026-01-31T08:00:00Z");
        }
    }

    private void limit(String path, JsonNode schema, String name, int given, String rule,
            BiPredicate<BigDecimal, BigDecimal> broken) {
        limit(path, schema, name, BigDecimal.valueOf(given), rule, broken);
    }

    private void limit(String path, JsonNode schema, String name, BigDecimal given, String rule,
            BiPredicate<BigDecimal, BigDecimal> broken) {
        if (schema.path(name).isNumber() && broken.test(given, schema.get(name).decimalValue())) {
            problem(path, rule.formatted(schema.get(name).asText()));
        }
    }

    private static boolean tooSmall(BigDecimal given, BigDecimal limit) {
        return given.compareTo(limit) < 0;
    }

    private static boolean tooLarge(BigDecimal given, BigDecimal limit) {
        return given.compareTo(limit) > 0;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void problem(String path, String rule) {
        problems.add((path.isEmpty() ? "the arguments" : path) + ": " + rule);
    }
}
