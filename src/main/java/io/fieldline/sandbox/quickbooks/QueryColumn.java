package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A property that records are chosen or put in order by, and how its values compare. */
final class QueryColumn {

    private static final Set<String> AMOUNTS = Set.of("Balance", "TotalAmt", "UnappliedAmt", "UnitPrice", "CurrentBalance");

    private final String property;
    private final ZoneId zone;

    /** @throws Refusal where QuickBooks does not ask by this property */
    QueryColumn(EntityKind kind, String property, ZoneId zone) {
        if (!KnownProperties.filterable(kind, property)) {
            throw Refusal.invalidQuery("Property " + property + " not found for Entity " + kind.apiName()
                    + ", or it cannot be queried by");
        }
        this.property = property;
        this.zone = zone;
    }

    Predicate<ObjectNode> among(List<String> literals) {
        Set<Object> wanted = literals.stream().map(this::comparable).collect(Collectors.toSet());
        return record -> {
            String value = value(record);
            return !value.isEmpty() && wanted.contains(comparable(value));
        };
    }

    Predicate<ObjectNode> compared(String operator, String literal) {
        if (operator.equals("like")) {
            Pattern pattern = Pattern.compile(("\\Q" + literal + "\\E").replace("%", "\\E.*\\Q"),
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            return record -> pattern.matcher(value(record)).matches();
        }
        Comparable<Object> wanted = comparable(literal);
        return record -> {
            String value = value(record);
            if (value.isEmpty()) {
                return false;
            }
            int sign = comparable(value).compareTo(wanted);
            return switch (operator) {
                case "=" -> sign == 0;
                case "<" -> sign < 0;
                case "<=" -> sign <= 0;
                case ">" -> sign > 0;
                default -> sign >= 0;
            };
        };
    }

    Comparator<ObjectNode> order() {
        return Comparator.comparing(record -> {
            String value = value(record);
            return value.isEmpty() ? null : comparable(value);
        }, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private String value(ObjectNode record) {
        JsonNode value = Fields.at(record, property);
        if (value.isObject()) {
            return value.path(value.has("Address") ? "Address" : "value").asText("");
        }
        return value.asText("");
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> comparable(String text) {
        try {
            Object comparable = text.toLowerCase(Locale.ROOT);
            if (property.startsWith("MetaData.")) {
                comparable = instant(text);
            } else if (AMOUNTS.contains(property)) {
                comparable = new BigDecimal(text).stripTrailingZeros();
            } else if (property.equals("Id") || property.equals("SyncToken")) {
                comparable = text.matches("\\d+") ? String.format("%20s", text) : text;
            }
            return (Comparable<Object>) comparable;
        } catch (NumberFormatException | DateTimeException e) {
            throw Refusal.invalidQuery("The value '" + text + "' does not fit the property " + property);
        }
    }

    /** A time without an offset is the company's own; a day is its beginning. */
    private Instant instant(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        return text.matches(".*([Zz]|[-+]\\d{2}:\\d{2})")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
