package io.fieldline.published;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whether a text is a value of a documented type. */
final class ValueType {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Set<String> ACTIVE = Set.of("True", "Any", "False");

    private final PublishedDocuments documents;
    private final PublishedBodies bodies;

    ValueType(PublishedDocuments documents, PublishedBodies bodies) {
        this.documents = documents;
        this.bodies = bodies;
    }

    /** What is wrong with the value, null when nothing is. */
    String wrong(String type, String value) {
        String one = type.replace("!", "").replace("[]", "");
        return switch (one) {
            case "string", "map<string>", "email" -> null;
            case "int64" -> parses(() -> Long.parseLong(value)) ? null : "is no int64";
            case "int32" -> parses(() -> Integer.parseInt(value)) ? null : "is no int32";
            case "decimal", "double", "float" -> NUMBER.matcher(value).matches() && parses(() -> new BigDecimal(value))
                    ? null
                    : "is no number";
            case "boolean" -> "true".equals(value) || "false".equals(value) ? null : "is neither true nor false";
            case "date-time" -> parses(() -> OffsetDateTime.parse(value)) ? null : "is no full date-time with its offset";
            case "date" -> parses(() -> LocalDate.parse(value)) ? null : "is no date";
            case "guid" -> parses(() -> UUID.fromString(value)) ? null : "is no GUID";
            case "ActiveRequestArg" -> ACTIVE.contains(value) ? null : "is none of " + ACTIVE;
            default -> documents.values(one).or(() -> bodies.values(one)).filter(values -> !values.contains(value))
                    .map(values -> "is none of " + values)
                    .orElse(null);
        };
    }

    private interface Parse {
        Object parse();
    }

    private static boolean parses(Parse parse) {
        try {
            parse.parse();
            return true;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return false;
        }
    }
}
