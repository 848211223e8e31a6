package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.fieldline.failure.RejectedRecordException;

/**
 * A record's values after conversion, and those that could not be converted. A field with a problem has no value here, not
 * even an empty one.
 *
 * @param values by field, CRM field or ServiceTitan path, whichever was asked for; null where a value is empty
 * @param problems one a field at most
 */
public record Converted(Map<String, Object> values, List<Problem> problems) {

    /**
     * A value that was left alone.
     *
     * @param field the mapping's name of the field
     * @param reason what is wrong, for a person; it does not quote e-mail addresses, phone numbers or names
     */
    public record Problem(String field, String reason) {}

    public Converted {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        problems = List.copyOf(problems);
    }

    /** Collects what each row gives. */
    static final class Builder {

        private final Map<String, Object> values = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        void add(String field, Supplier<Map<String, Object>> conversion) {
            try {
                values.putAll(conversion.get());
            } catch (RejectedRecordException rejected) {
                problems.add(new Problem(field, rejected.getMessage()));
            }
        }

        Converted build() {
            return new Converted(values, problems);
        }
    }
}
