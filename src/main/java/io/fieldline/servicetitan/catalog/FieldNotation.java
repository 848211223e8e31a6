package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

/**
 * Reads the notation of {@link FieldType} and lists of fields in it: <code>id int64!, name, email string?</code>. An
 * exclamation mark says required, a question mark that null is allowed; a field without a type is a string.
 */
final class FieldNotation {

    private static final Map<String, Kind> SIMPLE = Map.ofEntries(Map.entry("string", Kind.STRING),
            Map.entry("html", Kind.HTML), Map.entry("multiline", Kind.MULTILINE), Map.entry("email", Kind.EMAIL),
            Map.entry("phone", Kind.PHONE), Map.entry("password", Kind.PASSWORD), Map.entry("guid", Kind.GUID),
            Map.entry("duration", Kind.DURATION), Map.entry("time", Kind.TIME), Map.entry("date", Kind.DATE),
            Map.entry("date-time", Kind.DATE_TIME), Map.entry("int32", Kind.INT32), Map.entry("int64", Kind.INT64),
            Map.entry("decimal", Kind.DECIMAL), Map.entry("double", Kind.DOUBLE), Map.entry("float", Kind.FLOAT),
            Map.entry("money", Kind.MONEY), Map.entry("boolean", Kind.BOOLEAN), Map.entry("binary", Kind.BINARY),
            Map.entry("csv", Kind.COMMA_SEPARATED), Map.entry("map", Kind.BRACKETED_FIELDS),
            Map.entry("fields.map", Kind.DOTTED_FIELDS), Map.entry("object", Kind.OBJECT), Map.entry("any", Kind.ANY));

    private FieldNotation() {}

    /** One entry of a list; the type is null where none is written. */
    record Entry(String name, String type, boolean required, boolean nullable) {}

    static List<Entry> entries(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String part : text.split(",")) {
            entries.add(entry(part.strip()));
        }
        return entries;
    }

    private static Entry entry(String text) {
        String rest = text;
        boolean required = rest.endsWith("!");
        if (required) {
            rest = rest.substring(0, rest.length() - 1);
        }
        boolean nullable = rest.endsWith("?");
        if (nullable) {
            rest = rest.substring(0, rest.length() - 1);
        }
        int space = rest.indexOf(' ');
        if (rest.isEmpty() || space == 0) {
            throw new IllegalArgumentException("'" + text + "' is not a field: expected a name and a type");
        }
        return space < 0
                ? new Entry(rest, null, required, nullable)
                : new Entry(rest.substring(0, space), rest.substring(space + 1).strip(), required, nullable);
    }

    static FieldType type(String text) {
        Kind simple = SIMPLE.get(text);
        if (simple != null) {
            return FieldType.of(simple);
        }
        if (text.endsWith("[]")) {
            return holding(Kind.ARRAY, text.substring(0, text.length() - 2));
        }
        if (text.endsWith("[i]")) {
            return holding(Kind.INDEXED_OBJECTS, text.substring(0, text.length() - 3));
        }
        if (text.startsWith("map<") && text.endsWith(">")) {
            return holding(Kind.MAP, text.substring(4, text.length() - 1));
        }
        if (text.startsWith("(") && text.endsWith(")")) {
            return type(text.substring(1, text.length() - 1));
        }
        if (text.contains(" | ")) {
            List<FieldType> choices = new ArrayList<>();
            for (String choice : text.split(" \\| ")) {
                choices.add(type(choice));
            }
            return FieldType.choice(choices);
        }
        if (!text.isEmpty() && Character.isUpperCase(text.charAt(0))) {
            return FieldType.schema(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not a type");
    }

    private static FieldType holding(Kind kind, String element) {
        boolean nullable = element.endsWith("?");
        return FieldType.holding(kind, type(nullable ? element.substring(0, element.length() - 1) : element), nullable);
    }
}
