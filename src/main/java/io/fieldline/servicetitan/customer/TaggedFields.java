package io.fieldline.servicetitan.customer;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.servicetitan.customer.CustomerField.CustomValue;
import io.fieldline.servicetitan.customer.CustomerField.Tags;
import io.fieldline.servicetitan.customer.NamedTypes.Type;
import io.fieldline.sync.pair.SideRecord;

/** Drafts tags and custom fields. A PATCH replaces these lists, so that what stays is sent along; nothing is ever defined. */
final class TaggedFields {

    private static final String TAGS = "tagTypeIds";
    private static final String CUSTOM = "customFields";

    private final NamedTypes tags;
    private final NamedTypes customFields;

    TaggedFields(NamedTypes tags, NamedTypes customFields) {
        this.tags = tags;
        this.customFields = customFields;
    }

    /** @param current null for a customer to be */
    void draft(Draft draft, Map<String, Object> fields, SideRecord current) {
        Map<Long, String> stored = new LinkedHashMap<>();
        if (current != null) {
            CustomerRecords.maps(current.fields().get(CUSTOM)).stream().filter(field -> field.get("value") != null)
                    .forEach(field -> stored.put((Long) field.get("typeId"), field.get("value").toString()));
        }
        Map<Long, String> wanted = new LinkedHashMap<>(stored);
        fields.forEach((path, value) -> {
            CustomerField field = CustomerField.of(path).orElse(null);
            if (field instanceof Tags) {
                tags(draft, path, value, current);
            } else if (field instanceof CustomValue custom) {
                custom(draft, path, custom, value, wanted);
            }
        });
        if (!wanted.equals(stored)) {
            draft.set(CUSTOM, wanted.entrySet().stream()
                    .map(entry -> Map.of("typeId", entry.getKey(), "value", entry.getValue())).toList());
        }
    }

    private void custom(Draft draft, String path, CustomValue field, Object value, Map<Long, String> wanted) {
        Optional<Type> type = field.typeId().isPresent()
                ? customFields.byId(field.typeId().get())
                : customFields.byName(field.name());
        if (type.isEmpty()) {
            draft.refuse(path, "is not a custom field of customers in ServiceTitan" + customFields.suggestion(field.name()));
            return;
        }
        long id = type.get().id();
        String text = Values.empty(value)
                ? null
                : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        if (Values.same(text, wanted.get(id))) {
            return;
        }
        if (text == null) {
            wanted.remove(id);
        } else {
            wanted.put(id, text);
        }
        draft.check(path, record -> CustomerRecords.maps(record.fields().get(CUSTOM)).stream()
                .filter(stored -> stored.get("typeId").equals(id)).findFirst()
                .map(stored -> Values.same(text, stored.get("value"))).orElse(text == null));
    }

    private void tags(Draft draft, String path, Object value, SideRecord current) {
        if (value != null && !(value instanceof List<?>)) {
            draft.refuse(path, "must be a list of names");
            return;
        }
        Set<Long> stored = new LinkedHashSet<>(
                current == null ? List.of() : CustomerRecords.longs(current.fields().get(TAGS)));
        Set<Long> wanted = new LinkedHashSet<>();
        for (Object name : value instanceof List<?> names ? names : List.of()) {
            Optional<Long> id = tag(name.toString(), stored);
            id.ifPresentOrElse(wanted::add, () -> draft.refuse(path, "names '" + name
                    + "', which is not an active tag in ServiceTitan" + tags.suggestion(name.toString())));
        }
        if (!wanted.equals(stored)) {
            draft.set(TAGS, List.copyOf(wanted));
            draft.check(path, record -> wanted.equals(new LinkedHashSet<>(CustomerRecords.longs(record.fields().get(TAGS)))));
        }
    }

    /** A tag that the customer has stays, also when the office no longer gives it to others. */
    private Optional<Long> tag(String name, Set<Long> stored) {
        return stored.stream().filter(id -> tags.byId(id).map(Type::name).orElseGet(() -> Long.toString(id)).equals(name))
                .findFirst().or(() -> tags.byName(name).map(Type::id));
    }
}
