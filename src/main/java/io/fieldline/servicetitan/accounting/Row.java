package io.fieldline.servicetitan.accounting;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.failure.RejectedRecordException;

/**
 * A row of accounting. Amounts are texts or numbers; days are written as times at midnight, and are taken as they are written,
 * without a time zone.
 */
record Row(Map<String, Object> fields) {

    private static final int DAY = "2026-01-31".length();

    long id() {
        return fields.get("id") instanceof Long id ? id : wrong("id");
    }

    boolean active() {
        return !Boolean.FALSE.equals(fields.get("active"));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** Nothing is zero. */
    BigDecimal amount(String name) {
        Object value = fields.get(name);
        try {
            return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
        } catch (NumberFormatException notANumber) {
            return wrong(name);
        }
    }

    Optional<LocalDate> day(String name) {
        try {
            return text(name).map(text -> LocalDate.parse(text.substring(0, Math.min(DAY, text.length()))));
        } catch (DateTimeException notADay) {
            return wrong(name);
        }
    }

    /** The number in a field, or of the record that is held there. */
    Optional<Long> number(String name) {
        return fields.get(name) instanceof Long number ? Optional.of(number) : held(name).map(Row::id);
    }

    Optional<Row> held(String name) {
        return fields.get(name) instanceof Map<?, ?> held ? Optional.of(of(held)) : Optional.empty();
    }

    List<Row> rows(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(one -> of((Map<?, ?>) one)).toList()
                : List.of();
    }

    /** The numbers in a list. */
    List<String> numbers(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().filter(Number.class::isInstance).map(Object::toString).toList()
                : List.of();
    }

    /** All of the fields that hold something. */
    Set<String> names(String... names) {
        Set<String> texts = new TreeSet<>();
        for (String name : names) {
            text(name).ifPresent(texts::add);
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Row of(Map<?, ?> held) {
        return new Row((Map<String, Object>) held);
    }

    private <T> T wrong(String name) {
        throw new RejectedRecordException("ServiceTitan's record " + fields.get("id") + ": " + name + " cannot be read");
    }
}
