package io.fieldline.servicetitan.catalog;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

/**
 * A path or query parameter.
 *
 * @param name as ServiceTitan spells it
 * @param type its type; the kinds COMMA_SEPARATED, ARRAY (the key is repeated), INDEXED_OBJECTS, BRACKETED_FIELDS and
 *        DOTTED_FIELDS say how several values travel
 * @param required whether the API refuses a request without it
 * @param maxValues how many values it takes at most: 50 for lists of values, 1 for single ones
 */
public record Parameter(String name, FieldType type, boolean required, int maxValues) {

    /** ServiceTitan looks up at most so many values at once. */
    public static final int VALUES_PER_LOOKUP = 50;

    Parameter(String name, FieldType type, boolean required) {
        this(name, type, required, several(type.kind()) ? VALUES_PER_LOOKUP : 1);
    }

    /** Whether several values are one text with commas, <code>ids=1,2,3</code>. */
    public boolean commaSeparated() {
        return type.kind() == Kind.COMMA_SEPARATED;
    }

    /** Whether the key is repeated for each value, <code>statuses=Posted&amp;statuses=Exported</code>. */
    public boolean repeated() {
        return type.kind() == Kind.ARRAY;
    }

    private static boolean several(Kind kind) {
        return switch (kind) {
            case COMMA_SEPARATED, ARRAY, INDEXED_OBJECTS, BRACKETED_FIELDS, DOTTED_FIELDS -> true;
            default -> false;
        };
    }
}
