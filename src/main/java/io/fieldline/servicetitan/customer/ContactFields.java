package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.customer.CustomerField.ContactPart;
import io.fieldline.servicetitan.customer.Draft.ContactRequest;
import io.fieldline.sync.pair.SideRecord;

/**
 * Drafts contacts. A path stands for the first contact of its type, which is the one with the lowest id: a value changes
 * that row, an empty one deletes it, and where there is none one is added.
 */
final class ContactFields {

    private final Set<String> types;
    private final List<String> preferences;

    ContactFields(Catalog catalog) {
        types = Set.copyOf(catalog.schema("crm", "ContactType").values());
        preferences = catalog.schema("crm", "ContactPreferencesRequest").fields().stream().map(Field::name).toList();
    }

    /** Adds the requests to an existing customer's draft. */
    void draft(Draft draft, Map<String, Object> fields, SideRecord current) {
        List<Map<String, Object>> contacts = CustomerRecords.maps(current.fields().get(CustomerRecords.CONTACTS));
        byType(draft, fields).forEach((type, parts) -> {
            Optional<Map<String, Object>> first = first(contacts, type);
            if (parts.texting(draft, first)) {
                first.ifPresentOrElse(row -> existing(draft, type, parts, row), () -> added(draft, type, parts));
            }
        });
    }

    /** Puts the contacts of a customer to be into its draft; preferences cannot be given along. */
    void draftNew(Draft draft, Map<String, Object> fields) {
        List<Map<String, Object>> contacts = new ArrayList<>();
        byType(draft, fields).forEach((type, parts) -> {
            if (parts.texting(draft, Optional.empty())) {
                parts.newBody(draft, type).ifPresent(contacts::add);
            }
        });
        if (!contacts.isEmpty()) {
            draft.set(CustomerRecords.CONTACTS, contacts);
        }
    }

    /** Those of the fields that are preferences of contacts. */
    static Map<String, Object> preferences(Map<String, Object> fields) {
        Map<String, Object> preferences = new LinkedHashMap<>(fields);
        preferences.keySet().removeIf(path -> !(CustomerField.of(path).orElse(null) instanceof ContactPart part
                && part.part().startsWith(ContactParts.PREFERENCES)));
        return preferences;
    }

    private Map<String, ContactParts> byType(Draft draft, Map<String, Object> fields) {
        Map<String, ContactParts> byType = new LinkedHashMap<>();
        fields.forEach((path, value) -> {
            if (CustomerField.of(path).orElse(null) instanceof ContactPart part) {
                if (!types.contains(part.type())) {
                    draft.refuse(path, "names no type of contact; the types are "
                            + String.join(", ", types.stream().sorted().toList()));
                } else if (!settable(part.part())) {
                    draft.refuse(path, "is nothing of a contact that ServiceTitan lets be set");
                } else {
                    byType.computeIfAbsent(part.type(), type -> new ContactParts()).put(part.part(), path, value);
                }
            }
        });
        return byType;
    }

    private boolean settable(String part) {
        return part.equals(ContactParts.VALUE) || part.equals(ContactParts.MEMO) || part.equals(ContactParts.DO_NOT_TEXT)
                || part.startsWith(ContactParts.PREFERENCES)
                        && preferences.contains(part.substring(ContactParts.PREFERENCES.length()));
    }

    private static Optional<Map<String, Object>> first(List<Map<String, Object>> contacts, String type) {
        return contacts.stream().filter(row -> type.equals(row.get("type"))).findFirst();
    }

    private void existing(Draft draft, String type, ContactParts parts, Map<String, Object> row) {
        Long id = (Long) row.get("id");
        if (parts.empties()) {
            draft.contact(new ContactRequest(id, null, Map.of(), parts.paths()));
            draft.check(parts.path(ContactParts.VALUE), record -> byId(record, id).isEmpty());
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        for (String part : List.of(ContactParts.VALUE, ContactParts.MEMO)) {
            if (parts.has(part) && !Values.same(parts.value(part), row.get(part))) {
                Object wanted = parts.value(part) == null ? "" : parts.value(part);
                body.put(part, wanted);
                draft.check(parts.path(part), record -> byId(record, id).filter(stored -> part.equals(ContactParts.MEMO)
                        ? Values.same(wanted, stored.get(ContactParts.MEMO))
                        : Values.sameContact(type, wanted, stored.get(ContactParts.VALUE))).isPresent());
            }
        }
        Map<String, Object> wishes = parts.preferences(row);
        if (!wishes.isEmpty()) {
            body.put("preferences", all(row, wishes));
            wishes.forEach((name, wish) -> draft.check(parts.path(ContactParts.PREFERENCES + name), record -> byId(record, id)
                    .filter(stored -> Values.same(wish, Values.at(stored, ContactParts.PREFERENCES + name))).isPresent()));
        }
        if (!body.isEmpty()) {
            draft.contact(new ContactRequest(id, body, Map.of(), parts.paths()));
        }
    }

    private void added(Draft draft, String type, ContactParts parts) {
        parts.newBody(draft, type).ifPresent(body -> {
            Map<String, Object> wishes = parts.preferences(Map.of());
            draft.contact(new ContactRequest(null, body, wishes, parts.paths()));
            wishes.forEach((name, wish) -> draft.check(parts.path(ContactParts.PREFERENCES + name),
                    record -> first(CustomerRecords.maps(record.fields().get(CustomerRecords.CONTACTS)), type)
                            .filter(stored -> Values.same(wish, Values.at(stored, ContactParts.PREFERENCES + name)))
                            .isPresent()));
        });
    }

    /** ServiceTitan takes the preferences of a contact as a whole. */
    Map<String, Object> all(Map<String, Object> row, Map<String, Object> wishes) {
        Map<String, Object> all = new LinkedHashMap<>();
        preferences.forEach(name -> {
            Object value = wishes.containsKey(name) ? wishes.get(name) : Values.at(row, ContactParts.PREFERENCES + name);
            if (value != null) {
                all.put(name, value);
            }
        });
        return all;
    }

    private static Optional<Map<String, Object>> byId(SideRecord record, Long id) {
        return CustomerRecords.maps(record.fields().get(CustomerRecords.CONTACTS)).stream()
                .filter(row -> id.equals(row.get("id"))).findFirst();
    }
}
