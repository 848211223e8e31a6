package io.fieldline.sandbox.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a property takes, and how its value is kept. Every value is text; an empty one empties the property. */
final class ValueRules {

    private static final int LONGEST = 65_536;
    private static final int LONGEST_UNIQUE = 255;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");

    private ValueRules() {}

    static Optional<Refusal.Problem> problem(PropertyDefinition property, String value) {
        if (property.readOnly()) {
            return problem(property, "READ_ONLY_VALUE", "\"" + property.name() + "\" is a read only property; its value"
                    + " cannot be set.");
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > (property.unique() ? LONGEST_UNIQUE : LONGEST)) {
            return problem(property, "INVALID_STRING_LENGTH", "Property value for " + property.name() + " is too long");
        }
        return switch (property.type()) {
            case "number" -> number(property, value);
            case "enumeration", "bool" -> options(property, value);
            case "date", "datetime" -> time(property, value).isPresent()
                    ? Optional.empty()
                    : problem(property, "INVALID_DATE", value + " was not a valid date.");
            default -> property.name().equals("email") && !EMAIL.matcher(value).matches()
                    ? problem(property, "INVALID_EMAIL", "Email address " + value + " is invalid")
                    : Optional.empty();
        };
    }

    /** As HubSpot gives it back: e-mails in lower case, dates and times in ISO form. */
    static String kept(PropertyDefinition property, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (property.type()) {
            case "date" -> time(property, value).map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC).toString())
                    .orElse(value);
            case "datetime" -> time(property, value).map(StoredObject::stamp).orElse(value);
            default -> property.name().equals("email") ? value.toLowerCase(Locale.ROOT) : value;
        };
    }

    private static Optional<Refusal.Problem> number(PropertyDefinition property, String value) {
        return value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
                ? Optional.empty()
                : problem(property, "INVALID_LONG", value + " was not a valid number.");
    }

    private static Optional<Refusal.Problem> options(PropertyDefinition property, String value) {
        String[] chosen = property.fieldType().equals("checkbox") ? value.split(";") : new String[]{value };
        return Arrays.stream(chosen).filter(one -> !one.isEmpty() && !property.options().contains(one)).findFirst()
                .flatMap(odd -> problem(property, "INVALID_OPTION", odd + " was not one of the allowed options: "
                        + property.options()));
    }

    private static Optional<Instant> time(PropertyDefinition property, String value) {
        try {
            if (MILLIS.matcher(value).matches()) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(value)));
            }
            return Optional.of(property.type().equals("date")
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Refusal.Problem> problem(PropertyDefinition property, String code, String message) {
        return Optional.of(new Refusal.Problem(property.name(), code, message));
    }
}
