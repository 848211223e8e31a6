package io.fieldline.servicetitan.customer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a write says of the first contact of one type. */
final class ContactParts {

    static final String PREFERENCES = "preferences.";
    static final String VALUE = "value";
    static final String MEMO = "memo";
    static final String DO_NOT_TEXT = "phoneSettings.doNotText";

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();

    void put(String part, String path, Object value) {
        values.put(part, value);
        paths.put(part, path);
    }

    boolean has(String part) {
        return values.containsKey(part);
    }

    Object value(String part) {
        return values.get(part);
    }

    String path(String part) {
        return paths.get(part);
    }

    List<String> paths() {
        return List.copyOf(paths.values());
    }

    boolean empties() {
        return has(VALUE) && Values.empty(value(VALUE));
    }

    /** No operation sets whether a number must not be texted; false when the write wants that. */
    boolean texting(Draft draft, Optional<Map<String, Object>> row) {
        boolean stored = row.map(contact -> Boolean.TRUE.equals(Values.at(contact, DO_NOT_TEXT))).orElse(false);
        if (has(DO_NOT_TEXT) && Boolean.TRUE.equals(value(DO_NOT_TEXT)) != stored) {
            draft.refuse(path(DO_NOT_TEXT), "cannot be set by ServiceTitan's API; change it in ServiceTitan");
            return false;
        }
        return true;
    }

    /** The preferences that are to be other than they are. */
    Map<String, Object> preferences(Map<String, Object> row) {
        Map<String, Object> wishes = new LinkedHashMap<>();
        values.forEach((part, value) -> {
            if (part.startsWith(PREFERENCES) && value != null && !Values.same(value, Values.at(row, part))) {
                wishes.put(part.substring(PREFERENCES.length()), value);
            }
        });
        return wishes;
    }

    Optional<Map<String, Object>> newBody(Draft draft, String type) {
        if (Values.empty(value(VALUE))) {
            paths.forEach((part, path) -> {
                if (!part.equals(DO_NOT_TEXT) && !Values.empty(value(part))) {
                    draft.refuse(path, "belongs to a contact that is not there and has no value to be made with");
                }
            });
            return Optional.empty();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put(VALUE, value(VALUE));
        if (!Values.empty(value(MEMO))) {
            body.put(MEMO, value(MEMO));
        }
        draft.check(path(VALUE), record -> CustomerRecords.maps(record.fields().get(CustomerRecords.CONTACTS)).stream()
                .anyMatch(row -> type.equals(row.get("type"))
                        && Values.sameContact(type, value(VALUE), row.get(VALUE))));
        return Optional.of(body);
    }
}
