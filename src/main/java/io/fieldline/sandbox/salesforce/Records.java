package io.fieldline.sandbox.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** All rows of the org, deleted ones among them. Whoever calls holds the lock of the stand-in. */
final class Records {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Org org;
    private final InstantSource time;
    private final NavigableMap<String, Row> rows = new TreeMap<>();
    private final Map<String, Map<String, String>> external = new LinkedHashMap<>();
    private final Map<String, Integer> locks = new LinkedHashMap<>();
    private boolean duplicateRule;
    private long number;

    Records(Org org, InstantSource time) {
        this.org = org;
        this.time = time;
    }

    void duplicateRule(boolean on) {
        duplicateRule = on;
    }

    /** @return what puts everything back as it is now */
    Runnable remember() {
        Map<String, Row> rowsNow = new TreeMap<>(rows);
        Map<String, Map<String, String>> externalNow = new LinkedHashMap<>();
        external.forEach((field, ids) -> externalNow.put(field, new LinkedHashMap<>(ids)));
        return () -> {
            rows.clear();
            rows.putAll(rowsNow);
            external.clear();
            external.putAll(externalNow);
        };
    }

    /** The next so many writes to the record find it locked by somebody else. */
    void lock(String id, int times) {
        locks.put(id, times);
    }

    void clear() {
        rows.clear();
        external.clear();
        locks.clear();
    }

    List<Row> all(ObjectType type) {
        return new ArrayList<>(rows.subMap(type.prefix(), type.prefix() + Character.MAX_VALUE).values());
    }

    Optional<Row> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** A row that is there and not deleted. */
    Row existing(String id) {
        Row row = find(id).orElseThrow(
                () -> new ApiError(404, "NOT_FOUND", "The requested resource does not exist"));
        if (row.deleted()) {
            throw new ApiError(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        return row;
    }

    Optional<Row> byExternalId(ObjectType type, FieldDefinition field, String value) {
        return Optional.ofNullable(index(type, field).get(key(value))).flatMap(this::find).filter(row -> !row.deleted());
    }

    Row create(ObjectType type, Map<String, JsonNode> values, boolean allowDuplicates) {
        Row empty = Row.created(type, id(type), time.instant());
        Map<String, JsonNode> kept = prepared(empty, values);
        boolean person = type.name().equals("Account") && kept.containsKey("LastName");
        Map<String, JsonNode> complete = person ? person(empty, kept) : kept;
        if (type.name().equals("Task")) {
            complete.putIfAbsent("Status", JSON.textNode("Not Started"));
            complete.putIfAbsent("Priority", JSON.textNode("Normal"));
        }
        type.fields().stream().filter(field -> field.is(Trait.REQUIRED) && !complete.containsKey(field.name())).findFirst()
                .ifPresent(field -> {
                    throw FieldRules.required(field.name());
                });
        return put(empty.with(complete, time.instant()), complete, allowDuplicates);
    }

    Row update(Row row, Map<String, JsonNode> values, boolean allowDuplicates) {
        return put(edited(row, values), values, allowDuplicates);
    }

    /** The row as it would be, with the time of now, and nobody sees it yet. */
    Row edited(Row row, Map<String, JsonNode> values) {
        Integer left = locks.computeIfPresent(row.id(), (id, times) -> times == 0 ? null : times - 1);
        if (left != null) {
            throw new ApiError(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
        }
        Map<String, JsonNode> kept = prepared(row, values);
        return row.with(row.person() ? person(row, kept) : kept, time.instant());
    }

    /** Makes a row what others see. */
    void commit(Row row) {
        Optional<Row> before = find(row.id());
        rows.put(row.id(), row);
        for (FieldDefinition field : row.type().fields()) {
            if (field.is(Trait.EXTERNAL_ID)) {
                before.flatMap(old -> old.text(field.name()))
                        .ifPresent(old -> index(row.type(), field).remove(key(old), row.id()));
                if (!row.deleted()) {
                    row.text(field.name()).ifPresent(value -> index(row.type(), field).put(key(value), row.id()));
                }
            }
        }
    }

    void delete(Row row, String mergedInto) {
        Map<String, JsonNode> changes = new LinkedHashMap<>();
        changes.put("IsDeleted", JSON.booleanNode(true));
        if (mergedInto != null) {
            changes.put("MasterRecordId", JSON.textNode(mergedInto));
        }
        commit(row.with(changes, time.instant()));
        if (row.type().name().equals("Account") && mergedInto == null) {
            contactsOf(row).forEach(contact -> delete(contact, null));
        }
    }

    /** The loser goes to the bin and names the winner; its contacts are the winner's from then on. */
    void merge(Row winner, Row loser) {
        delete(loser, winner.id());
        for (Row contact : contactsOf(loser)) {
            commit(contact.with(Map.of("AccountId", JSON.textNode(winner.id())), time.instant()));
        }
        commit(winner.with(Map.of(), time.instant()));
    }

    private List<Row> contactsOf(Row account) {
        return all(org.known("Contact")).stream()
                .filter(contact -> !contact.deleted() && contact.text("AccountId").filter(account.id()::equals).isPresent())
                .toList();
    }

    private Map<String, JsonNode> prepared(Row row, Map<String, JsonNode> values) {
        Map<String, JsonNode> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value.isObject()) {
                plain.put(row.type().parentField(name).orElseThrow(() -> ApiError.invalidField(row.type().name(), name)),
                        JSON.textNode(parent(row.type(), name, value)));
            } else {
                plain.put(name, value);
            }
        });
        Map<String, JsonNode> kept = new FieldRules(row.type()).checked(plain);
        kept.forEach((name, value) -> {
            if (row.type().known(name).type().equals("reference") && !value.isNull()
                    && find(value.asText()).filter(found -> !found.deleted()).isEmpty()) {
                throw new ApiError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", name);
            }
        });
        return kept;
    }

    private String parent(ObjectType child, String relation, JsonNode key) {
        String object = switch (relation) {
            case "Account", "What" -> "Account";
            default -> "Contact";
        };
        ObjectType type = org.known(object);
        String field = key.fieldNames().hasNext() ? key.fieldNames().next() : "";
        String value = key.path(field).asText();
        return byExternalId(type, type.externalId(field), value).map(Row::id)
                .orElseThrow(() -> new ApiError(400, "INVALID_FIELD", "Foreign key external ID: " + value
                        + " not found for field " + field + " in entity " + type.name() + " (" + child.name() + ")"));
    }

    /** A person's name is made of its parts and cannot be set. */
    private static Map<String, JsonNode> person(Row row, Map<String, JsonNode> kept) {
        if (kept.containsKey("Name")) {
            throw new ApiError(400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "Account: bad field names on insert/update call: Name", "Name");
        }
        Row named = new Row(row.type(), row.id(), row.values()).with(kept, Instant.EPOCH);
        Map<String, JsonNode> complete = new LinkedHashMap<>(kept);
        complete.put("Name", JSON.textNode((named.text("FirstName").orElse("") + " "
                + named.text("LastName").orElseThrow(() -> FieldRules.required("LastName"))).strip()));
        complete.put("IsPersonAccount", JSON.booleanNode(true));
        return complete;
    }

    private Row put(Row row, Map<String, JsonNode> changed, boolean allowDuplicates) {
        for (FieldDefinition field : row.type().fields()) {
            if (field.is(Trait.UNIQUE) && changed.containsKey(field.name())) {
                row.text(field.name()).flatMap(value -> byExternalId(row.type(), field, value))
                        .filter(other -> !other.id().equals(row.id())).ifPresent(other -> {
                            throw new ApiError(400, "DUPLICATE_VALUE", "duplicate value found: " + field.name()
                                    + " duplicates value on record with id: " + other.id(), field.name());
                        });
            }
        }
        if (duplicateRule && !allowDuplicates && changed.keySet().stream().anyMatch(Records::isEmail)) {
            refuseDuplicates(row);
        }
        Row contact = row.type().name().equals("Contact")
                ? row.with(Map.of("Name", JSON.textNode(
                        (row.text("FirstName").orElse("") + " " + row.text("LastName").orElse("")).strip())), time.instant())
                : row;
        commit(contact);
        return contact;
    }

    private void refuseDuplicates(Row row) {
        Optional<String> email = email(row);
        if (email.isPresent() && all(row.type()).stream().anyMatch(other -> !other.deleted() && !other.id().equals(row.id())
                && email(other).filter(email.get()::equalsIgnoreCase).isPresent())) {
            throw new ApiError(400, "DUPLICATES_DETECTED", "Use one of these records?");
        }
    }

    private static boolean isEmail(String field) {
        return field.equals("Email") || field.equals("PersonEmail");
    }

    private static Optional<String> email(Row row) {
        return row.text("Email").or(() -> row.text("PersonEmail"));
    }

    private Map<String, String> index(ObjectType type, FieldDefinition field) {
        return external.computeIfAbsent(type.name() + "." + field.name(), key -> new LinkedHashMap<>());
    }

    /** External ids are compared without regard to case unless told otherwise. */
    private static String key(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    private String id(ObjectType type) {
        return type.prefix() + "SB0000" + String.format("%06d", ++number) + "AAA";
    }
}
