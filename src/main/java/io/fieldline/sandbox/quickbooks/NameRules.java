package io.fieldline.sandbox.quickbooks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What every name of a list obeys: its length and letters, that nobody else bears it, and what becomes of it when it is made
 * inactive. Customers and vendors share one list of names; whatever can have a parent is known by its whole path.
 */
final class NameRules implements EntityRules {

    private static final String DELETED = " (deleted";
    private static final List<String> NAME_PARTS = List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DISPLAY_NAME = 500;

    private final EntityKind kind;
    private final Records records;
    private final EntityRules more;

    /** @param more what is asked of this kind besides, once its name is known to be good */
    NameRules(EntityKind kind, Records records, EntityRules more) {
        this.kind = kind;
        this.records = records;
        this.more = more;
    }

    @Override
    public void complete(ObjectNode record, Optional<ObjectNode> before) {
        String property = kind.nameProperty();
        if (contact()) {
            completeDisplayName(record);
        }
        String name = Fields.text(record, property).strip();
        if (name.isEmpty()) {
            throw Refusal.missing(property);
        }
        check(property, name);
        if (!Fields.has(record, "Active")) {
            record.put("Active", before.map(old -> old.path("Active").asBoolean()).orElse(true));
        }
        record.put(property, free(record, name));
        completePath(record, property);
        more.complete(record, before);
    }

    private boolean contact() {
        return kind == EntityKind.CUSTOMER || kind == EntityKind.VENDOR;
    }

    private static void completeDisplayName(ObjectNode record) {
        if (Fields.text(record, "DisplayName").isBlank()) {
            String parts = String.join(" ", NAME_PARTS.stream().map(part -> Fields.text(record, part).strip())
                    .filter(part -> !part.isEmpty()).toList());
            record.put("DisplayName", parts);
        }
        if (Fields.text(record, "PrintOnCheckName").isBlank()) {
            record.put("PrintOnCheckName", Fields.text(record, "DisplayName"));
        }
    }

    private void check(String property, String name) {
        int longest = contact() ? LONGEST_DISPLAY_NAME : LONGEST_NAME;
        if (name.length() > longest) {
            throw Refusal.length(property, 1, longest, name.length());
        }
        if (name.matches("(?s).*[:\\t\\n\\r].*")) {
            throw Refusal.business("The name '" + name.replaceAll("\\s", " ")
                    + "' must not contain a colon, a tab or a new line");
        }
    }

    /** An inactive record gives its name away, so that the next one may bear it. */
    private String free(ObjectNode record, String name) {
        int marked = name.lastIndexOf(DELETED);
        String plain = marked > 0 ? name.substring(0, marked) : name;
        if (record.path("Active").asBoolean()) {
            taken(record, plain).ifPresent(other -> {
                throw Refusal.duplicateName(plain, Fields.text(other, "Id"));
            });
            return plain;
        }
        String free = plain + DELETED + ")";
        for (int number = 2; taken(record, free).isPresent(); number++) {
            free = plain + DELETED + " " + number + ")";
        }
        return free;
    }

    private Optional<ObjectNode> taken(ObjectNode record, String name) {
        String id = Fields.text(record, "Id");
        String parent = Fields.text(record, "ParentRef.value");
        Stream<EntityKind> kinds = contact() ? Stream.of(EntityKind.CUSTOMER, EntityKind.VENDOR) : Stream.of(kind);
        return kinds.flatMap(other -> records.named(other, name).stream()
                .filter(one -> !(other == kind && Fields.text(one, "Id").equals(id)))
                .filter(one -> contact() || Fields.text(one, "ParentRef.value").equals(parent))).findFirst();
    }

    private void completePath(ObjectNode record, String property) {
        String name = Fields.text(record, property);
        String parent = Fields.text(record, "ParentRef.value");
        if (parent.isEmpty()) {
            record.put("FullyQualifiedName", name);
            return;
        }
        if (parent.equals(Fields.text(record, "Id"))) {
            throw Refusal.business("A record cannot be its own parent");
        }
        record.put("FullyQualifiedName",
                Fields.text(records.existing(kind, parent), "FullyQualifiedName") + ":" + name);
    }
}
