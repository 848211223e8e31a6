package io.fieldline.servicetitan.catalog;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

/** What a single JSON value of each kind looks like. */
final class SingleValues {

    /** The API also writes dates as midnight, with or without a zone. */
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T00:00:00(\\.0+)?(Z|[+-]\\d\\d:\\d\\d)?)?");
    private static final Pattern DATE_TIME = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,7})?)?(Z|[+-]\\d\\d:\\d\\d)?");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,7})?)?");
    private static final Pattern DURATION = Pattern.compile("-?(\\d+\\.)?\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?|-?P[0-9.DTHMS]+");
    private static final Pattern GUID = Pattern
            .compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private SingleValues() {}

    /** The rule that the value breaks, if it does. */
    static Optional<String> rule(JsonNode value, Kind kind) {
        return switch (kind) {
            case INT32 -> unless(value.isIntegralNumber() && value.canConvertToInt(), "must be a whole number of 32 bits");
            case INT64 -> unless(value.isIntegralNumber() && value.canConvertToLong(), "must be a whole number of 64 bits");
            case DECIMAL, DOUBLE, FLOAT -> unless(value.isNumber(), "must be a number");
            case BOOLEAN -> unless(value.isBoolean(), "must be true or false");
            case MONEY -> unless(value.isTextual() && decimal(value.asText()), "must be a decimal as text");
            case DATE -> text(value, DATE, "must be a date, 2026-01-31");
            case DATE_TIME -> text(value, DATE_TIME, "must be a date and time, 2026-01-31T08:00:00Z");
            case TIME -> text(value, TIME, "must be a time, 08:00:00");
            case DURATION -> text(value, DURATION, "must be a duration, 01:30:00");
            case GUID -> text(value, GUID, "must be a GUID");
            default -> unless(value.isTextual(), "must be text");
        };
    }

    private static Optional<String> text(JsonNode value, Pattern pattern, String rule) {
        return unless(value.isTextual() && pattern.matcher(value.asText()).matches(), rule);
    }

    private static boolean decimal(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> unless(boolean fine, String rule) {
        return fine ? Optional.empty() : Optional.of(rule);
    }
}
