package io.fieldline.messaging;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.failure.RejectedRecordException;

/** What a message needs of a record of ServiceTitan's. Some records name a customer by id, others, such as invoices, hold it. */
final class RecordReading {

    static final List<String> SUBJECTS = List.of("job", "appointment", "invoice", "membership", "estimate");

    private static final int DAY = "2026-01-31".length();

    private final Map<?, ?> record;
    private final String subject;

    RecordReading(Map<?, ?> record, String subject) {
        this.record = record;
        this.subject = subject;
    }

    long id() {
        return number(record.get("id")).orElseThrow(() -> lacks("id"));
    }

    long customerId() {
        return reference("customer").orElseThrow(() -> lacks("customerId"));
    }

    OptionalLong locationId() {
        return reference("location");
    }

    Instant time(String field) {
        Object value = record.get(field);
        try {
            if (value instanceof String text && text.length() > DAY) {
                return text.endsWith("Z") || Math.max(text.lastIndexOf('+'), text.lastIndexOf('-')) > DAY
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException notATime) {
            throw new RejectedRecordException(name() + " has no time in its field " + field, notATime);
        }
        throw lacks(field);
    }

    /** The day of a field that stands for a day; empty where it is empty. */
    Optional<LocalDate> day(String field) {
        if (record.get(field) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(record.get(field).toString().substring(0, DAY)));
        } catch (DateTimeException | StringIndexOutOfBoundsException notADay) {
            throw new RejectedRecordException(name() + " has no day in its field " + field, notADay);
        }
    }

    /** Tells one time from another where the same thing comes again; empty where the record has no such field. */
    String occasion(String field) {
        return field == null ? "" : Objects.toString(record.get(field), "");
    }

    /** What is kept with the message of the record as it was when the message was wanted. */
    Map<String, Object> values(Collection<String> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.stream().filter(field -> record.get(field) != null).forEach(field -> values.put(field, record.get(field)));
        return values;
    }

    /** Its status, which some records hold as a word and others, such as estimates, as an object with a name; may be empty. */
    String status() {
        Object status = record.get("status");
        return Objects.toString(status instanceof Map<?, ?> held ? held.get("name") : status, "");
    }

    /** A record that does not say is in use. */
    boolean active() {
        return !Boolean.FALSE.equals(record.get("active"));
    }

    /** An amount; nothing where the record has none. */
    BigDecimal money(String field) {
        try {
            return record.get(field) == null ? BigDecimal.ZERO : new BigDecimal(record.get(field).toString());
        } catch (NumberFormatException notMoney) {
            throw new RejectedRecordException(name() + " has no amount in its field " + field, notMoney);
        }
    }

    /** The id of the record that it belongs to, such as <code>job</code>. */
    OptionalLong reference(String name) {
        OptionalLong direct = number(record.get(name + "Id"));
        return direct.isPresent() || !(record.get(name) instanceof Map<?, ?> held) ? direct : number(held.get("id"));
    }

    private static OptionalLong number(Object value) {
        return value instanceof Number number && number.longValue() > 0
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    private RejectedRecordException lacks(String field) {
        return new RejectedRecordException(name() + " lacks its " + field + ", which a message to its customer needs");
    }

    private String name() {
        return "The " + subject + " " + record.get("id");
    }
}
