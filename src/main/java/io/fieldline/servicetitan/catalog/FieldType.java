package io.fieldline.servicetitan.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The type of a field, parameter, body or answer, written in the catalogue files as
 *
 * <pre>
 * string int32 int64 decimal double float boolean date date-time time duration guid html ...   a single value
 * money                  a decimal that the API sends as text
 * csv                    one text of comma separated values, as a query parameter
 * map                    a query parameter spelled name[key]=value
 * fields.map             a query parameter spelled name.key=value
 * int64[]                an array; int64?[] may hold nulls
 * FormOwner[i]           a query parameter spelled name[0].field=value
 * map&lt;string&gt;            an object with free keys; map&lt;string?&gt; may hold nulls
 * object, any            documented without further detail
 * CustomerResponse       a schema of the same module
 * (A | B)[]              one of several schemas
 * </pre>
 *
 * @param kind what it is
 * @param schema the schema's name where kind is SCHEMA, else null
 * @param element the element's type of an array or map, else null
 * @param elementNullable whether an array or map may hold nulls
 * @param choices the alternatives where kind is CHOICE, else empty
 */
public record FieldType(Kind kind, String schema, FieldType element, boolean elementNullable, List<FieldType> choices) {

    public enum Kind {
        STRING, HTML, MULTILINE, EMAIL, PHONE, PASSWORD, GUID, DURATION, TIME, DATE, DATE_TIME, INT32, INT64, DECIMAL, DOUBLE, FLOAT, MONEY, BOOLEAN, BINARY, COMMA_SEPARATED, BRACKETED_FIELDS, DOTTED_FIELDS, OBJECT, ANY, ARRAY, INDEXED_OBJECTS, MAP, SCHEMA, CHOICE;

        boolean wholeNumber() {
            return this == INT32 || this == INT64;
        }

        boolean fraction() {
            return this == DECIMAL || this == DOUBLE || this == FLOAT;
        }
    }

    public FieldType {
        Objects.requireNonNull(kind, "kind");
        choices = List.copyOf(choices);
    }

    static FieldType of(Kind kind) {
        return new FieldType(kind, null, null, false, List.of());
    }

    static FieldType schema(String name) {
        return new FieldType(Kind.SCHEMA, name, null, false, List.of());
    }

    static FieldType holding(Kind kind, FieldType element, boolean elementNullable) {
        return new FieldType(kind, null, element, elementNullable, List.of());
    }

    static FieldType choice(List<FieldType> choices) {
        return new FieldType(Kind.CHOICE, null, null, false, choices);
    }

    /** In the notation of the catalogue files. */
    @Override
    public String toString() {
        String held = element == null ? "" : element + (elementNullable ? "?" : "");
        return switch (kind) {
            case ARRAY -> held + "[]";
            case INDEXED_OBJECTS -> held + "[i]";
            case MAP -> "map<" + held + ">";
            case SCHEMA -> schema;
            case CHOICE -> "(" + String.join(" | ", choices.stream().map(FieldType::toString).toList()) + ")";
            case COMMA_SEPARATED -> "csv";
            case BRACKETED_FIELDS -> "map";
            case DOTTED_FIELDS -> "fields.map";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
