package io.fieldline.servicetitan.desk.record;

import java.util.Optional;
import java.util.regex.Pattern;

import io.fieldline.servicetitan.catalog.Parameter;

/** Holds what a client gives for a parameter of a path or a query against its documented type. */
public final class ParameterCheck {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");
    /** Encoded or not, a part of a path must not lead to another path. */
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile(".*[/\\\\%?#\\p{Cc}].*|\\.+", Pattern.DOTALL);

    private ParameterCheck() {}

    /** @return the rule that a value in a path breaks, if it does */
    public static Optional<String> path(Parameter parameter, String value) {
        if (value.isBlank()) {
            return Optional.of("is required");
        }
        return query(parameter, value).or(() -> LEADS_ELSEWHERE.matcher(value).matches()
                ? Optional.of("must be a single part of a path")
                : Optional.empty());
    }

    /** @return the rule that a value in a query breaks, if it does */
    public static Optional<String> query(Parameter parameter, String value) {
        return switch (parameter.type().kind()) {
            case INT32, INT64 -> unless(WHOLE.matcher(value).matches(), "must be a whole number");
            case BOOLEAN -> unless(value.equals("true") || value.equals("false"), "must be true or false");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean kept, String rule) {
        return kept ? Optional.empty() : Optional.of(rule);
    }
}
