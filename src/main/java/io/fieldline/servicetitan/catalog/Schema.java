package io.fieldline.servicetitan.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The documented form of an object, or the values of an enumeration. Objects may carry further fields: answers grow
 * with every release.
 *
 * @param module whose schema
 * @param name the trailing part of its published name that is unique in the module
 * @param fields in documented order, empty for an enumeration
 * @param values what an enumeration may be, empty for an object
 * @param numeric whether the enumeration's values travel as numbers
 */
public record Schema(String module, String name, List<Field> fields, List<String> values, boolean numeric) {

    public Schema {
        fields = List.copyOf(fields);
        values = List.copyOf(values);
    }

    public boolean enumeration() {
        return !values.isEmpty();
    }

    public Optional<Field> field(String field) {
        return fields.stream().filter(candidate -> candidate.name().equals(field)).findFirst();
    }
}
