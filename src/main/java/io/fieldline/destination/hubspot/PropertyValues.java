package io.fieldline.destination.hubspot;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.sync.pair.SideField.Type;

/** Values as HubSpot writes them: texts all of them, several choices parted by semicolons, nothing as an empty text. */
final class PropertyValues {

    private PropertyValues() {}

    static String written(Object value) {
        if (value instanceof List<?> several) {
            return several.stream().map(PropertyValues::written).collect(Collectors.joining(";"));
        }
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, "");
    }

    /** @return String, BigDecimal, Boolean, List or null */
    static Object read(String text, Type type) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return switch (type) {
            case DECIMAL, INTEGER -> number(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case CHOICES -> Arrays.stream(text.split(";")).filter(one -> !one.isEmpty()).toList();
            default -> text;
        };
    }

    /** Whether HubSpot holds what was written, though it may spell it differently. */
    static boolean same(String written, String held, Type type) {
        String left = Objects.toString(written, "").strip();
        String right = Objects.toString(held, "").strip();
        if (left.equals(right) || left.isEmpty() || right.isEmpty()) {
            return left.equals(right);
        }
        return switch (type) {
            case DECIMAL, INTEGER -> number(left) instanceof BigDecimal one && number(right) instanceof BigDecimal other
                    && one.compareTo(other) == 0;
            case CHOICES -> choices(left).equals(choices(right));
            case DATE, DATE_TIME -> Objects.equals(time(left), time(right));
            case EMAIL, BOOLEAN -> left.equalsIgnoreCase(right);
            default -> false;
        };
    }

    /** An odd number stays the text it is. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Set<String> choices(String text) {
        return Arrays.stream(text.split(";")).filter(one -> !one.isEmpty()).collect(Collectors.toSet());
    }

    private static Object time(String text) {
        try {
            if (text.matches("-?\\d{1,15}")) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            return text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return text;
        }
    }
}
