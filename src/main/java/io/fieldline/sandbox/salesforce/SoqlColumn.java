package io.fieldline.sandbox.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A field in a query, of the object or of its parent, and how its values compare. */
record SoqlColumn(FieldDefinition field, Function<Row, JsonNode> values) {

    static SoqlColumn of(Org org, Records records, ObjectType type, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            FieldDefinition field = type.known(name);
            return new SoqlColumn(field, row -> row.value(field.name()));
        }
        String relation = name.substring(0, dot);
        String key = type.parentField(relation).orElseThrow(() -> new ApiError(400, "INVALID_FIELD",
                "Didn't understand relationship '" + relation + "' in field path."));
        FieldDefinition field = org.known(relation.equalsIgnoreCase("Who") ? "Contact" : "Account")
                .known(name.substring(dot + 1));
        return new SoqlColumn(field, row -> row.text(key).flatMap(records::find).map(parent -> parent.value(field.name()))
                .orElse(JsonNodeFactory.instance.nullNode()));
    }

    /** Times, numbers and truths are written without quotes, texts with them. */
    void checkLiteral(String token, JsonNode value) {
        boolean quoted = token.startsWith("'");
        boolean text = !Set.of("datetime", "date", "boolean", "int", "double", "currency").contains(field.type());
        boolean fits = value.isNull() || (field.type().equals("boolean") ? value.isBoolean() : quoted == text);
        if (fits && !value.isNull() && field.type().equals("datetime")) {
            fits = token.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:?\\d\\d)");
        }
        if (!fits) {
            throw new ApiError(400, "INVALID_FIELD", "value of filter criterion for field '" + field.name()
                    + "' must be of type " + field.type() + (quoted ? " and should not be enclosed in quotes" : ""));
        }
    }

    Predicate<Row> among(List<JsonNode> literals) {
        Set<Object> wanted = new HashSet<>();
        literals.forEach(literal -> wanted.add(literal.isNull() ? "" : comparable(literal)));
        return row -> {
            JsonNode value = values.apply(row);
            return wanted.contains(value.isNull() ? "" : comparable(value));
        };
    }

    Predicate<Row> compared(String operator, JsonNode literal) {
        if (operator.equals("like")) {
            Pattern pattern = Pattern.compile(("\\Q" + literal.asText() + "\\E").replace("%", "\\E.*\\Q").replace("_",
                    "\\E.\\Q"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            return row -> pattern.matcher(values.apply(row).asText("")).matches();
        }
        return row -> {
            JsonNode value = values.apply(row);
            if (value.isNull() || literal.isNull()) {
                boolean same = value.isNull() && literal.isNull();
                return operator.equals("=") ? same : (operator.equals("!=") || operator.equals("<>")) && !same;
            }
            int sign = comparable(value).compareTo(comparable(literal));
            return switch (operator) {
                case "=" -> sign == 0;
                case "!=", "<>" -> sign != 0;
                case "<" -> sign < 0;
                case "<=" -> sign <= 0;
                case ">" -> sign > 0;
                default -> sign >= 0;
            };
        };
    }

    Comparator<Row> order() {
        return Comparator.comparing(row -> {
            JsonNode value = values.apply(row);
            return value.isNull() ? null : comparable(value);
        }, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> comparable(JsonNode value) {
        Object comparable = switch (field.type()) {
            case "datetime" -> instant(value.asText());
            case "int", "double", "currency" -> new BigDecimal(value.asText()).stripTrailingZeros();
            case "id", "reference" -> value.asText();
            default -> value.asText().toLowerCase(Locale.ROOT);
        };
        return (Comparable<Object>) comparable;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")).toInstant();
    }
}
