package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.FieldType.Kind;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.catalog.Schema;

/**
 * The query parameters of a request, checked against the documented ones. Undocumented parameters are ignored, and so
 * is a date without a time, as the real API ignores them.
 */
final class Arguments {

    private final Operation operation;
    private final Request request;
    private final Catalog catalog;

    private Arguments(Operation operation, Request request, Catalog catalog) {
        this.operation = operation;
        this.request = request;
        this.catalog = catalog;
    }

    static Arguments check(Operation operation, Request request, Catalog catalog) {
        Arguments arguments = new Arguments(operation, request, catalog);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        operation.queryParameters().forEach(parameter -> arguments.wrong(parameter)
                .ifPresent(rule -> errors.put(parameter.name(), List.of(rule))));
        List<String> oneOf = operation.requiresOneOf();
        if (!oneOf.isEmpty() && oneOf.stream().noneMatch(name -> arguments.text(name).isPresent())) {
            errors.put(oneOf.get(0), List.of("One of " + String.join(", ", oneOf) + " is required."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.invalid(errors));
        }
        return arguments;
    }

    Operation operation() {
        return operation;
    }

    /** The documented parameters that were given a value. */
    List<Parameter> given() {
        return operation.queryParameters().stream()
                .filter(parameter -> text(parameter.name()).isPresent() || !bracketed(parameter.name()).isEmpty()).toList();
    }

    Optional<String> text(String name) {
        return request.parameter(name).filter(value -> !value.isEmpty());
    }

    /** The values of a map: name[key]=value, or name.key=value. */
    Map<String, String> bracketed(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        request.query().forEach((key, given) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                values.put(key.substring(name.length() + 1, key.length() - 1), given.get(0));
            } else if (key.startsWith(name + ".")) {
                values.put(key.substring(name.length() + 1), given.get(0));
            }
        });
        return values;
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** Empty for a date without a time. */
    Optional<Instant> time(String name) {
        return text(name).flatMap(Timestamps::parse);
    }

    /** The values of a list, however it travels. */
    List<String> values(Parameter parameter) {
        List<String> values = new ArrayList<>();
        for (String value : request.query().getOrDefault(parameter.name(), List.of())) {
            values.addAll(List.of(value.split(",")));
        }
        return values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
    }

    private Optional<String> wrong(Parameter parameter) {
        Optional<String> value = text(parameter.name());
        if (value.isEmpty()) {
            return parameter.required()
                    ? Optional.of("The " + parameter.name() + " field is required.")
                    : Optional.empty();
        }
        if (parameter.commaSeparated() || parameter.repeated()) {
            return wrongList(parameter);
        }
        return fits(parameter.type(), value.get()) ? Optional.empty() : Optional.of(invalid(value.get()));
    }

    private Optional<String> wrongList(Parameter parameter) {
        List<String> values = values(parameter);
        if (values.size() > parameter.maxValues()) {
            return Optional.of("The maximum number of values is " + parameter.maxValues() + ".");
        }
        boolean numbers = parameter.commaSeparated()
                ? parameter.name().toLowerCase(Locale.ROOT).endsWith("ids")
                : parameter.type().element().kind() == Kind.INT64;
        return values.stream().filter(value -> numbers && !whole(value)
                || parameter.repeated() && !fits(parameter.type().element(), value)).findFirst().map(Arguments::invalid);
    }

    private boolean fits(FieldType type, String value) {
        return switch (type.kind()) {
            case INT32, INT64 -> whole(value);
            case DECIMAL, DOUBLE, FLOAT -> decimal(value);
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case DATE_TIME -> Timestamps.parse(value).isPresent() || date(value);
            case GUID -> guid(value);
            case SCHEMA -> enumerated(type, value);
            default -> true;
        };
    }

    private boolean enumerated(FieldType type, String value) {
        Schema schema = catalog.schema(operation.module(), type.schema());
        return !schema.enumeration() || schema.values().stream().anyMatch(value::equalsIgnoreCase);
    }

    private static boolean whole(String value) {
        return value.matches("-?\\d{1,18}");
    }

    private static boolean decimal(String value) {
        try {
            return new BigDecimal(value).scale() < 100;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean date(String value) {
        try {
            return LocalDate.parse(value).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean guid(String value) {
        try {
            return UUID.fromString(value).toString().equalsIgnoreCase(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String invalid(String value) {
        return "The value '" + value + "' is not valid.";
    }
}
