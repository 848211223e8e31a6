package io.fieldline.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;

/** Reads settings that hold a value for each of some names. They are kept as they were written. */
final class NamedValues {

    static final String OFF = "off";

    private final Fields fields;

    NamedValues(Fields fields) {
        this.fields = fields;
    }

    /** @param names the only ones; empty for any */
    Optional<Map<String, Object>> durations(DocumentNode node, List<String> names) {
        named(node, names).ifPresent(written -> written.fields().values().forEach(fields::duration));
        return fields.plainMapping(node);
    }

    /** Whether there are such connections is not known here. */
    Optional<Map<String, Object>> connections(DocumentNode node, List<String> names) {
        named(node, names).ifPresent(written -> written.fields().values().forEach(value -> {
            if (value instanceof Sequence several && several.items().isEmpty()) {
                fields.refused(value, "must name at least one connection, or be off");
            }
        }));
        return fields.plainMapping(node).map(NamedValues::withOff);
    }

    /** To YAML, off is a way to write false. */
    private static Map<String, Object> withOff(Map<String, Object> written) {
        Map<String, Object> values = new LinkedHashMap<>(written);
        values.replaceAll((name, value) -> Boolean.FALSE.equals(value) ? OFF : value);
        return Map.copyOf(values);
    }

    private Optional<Mapping> named(DocumentNode node, List<String> names) {
        if (!(node instanceof Mapping written)) {
            return Optional.empty();
        }
        if (!names.isEmpty()) {
            fields.onlyKnown(written, names);
        }
        return Optional.of(written);
    }
}
