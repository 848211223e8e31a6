package io.fieldline.sandbox.hubspot;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The objects of one kind. It holds what HubSpot holds of them: known properties, valid values, unique values. */
final class ObjectTable {

    private static final String EMAIL = "email";

    private final ObjectKind kind;
    private final PropertyCatalogue catalogue;
    private final InstantSource time;
    private final LongSupplier ids;
    private final boolean mergeMakesNewId;
    private final TreeMap<Long, StoredObject> objects = new TreeMap<>();
    private final Map<Long, Long> mergedInto = new HashMap<>();
    private final Map<String, Map<String, Long>> unique = new HashMap<>();

    ObjectTable(ObjectKind kind, InstantSource time, LongSupplier ids, boolean mergeMakesNewId) {
        this.kind = kind;
        this.catalogue = PropertyCatalogue.of(kind);
        this.time = time;
        this.ids = ids;
        this.mergeMakesNewId = mergeMakesNewId;
    }

    ObjectKind kind() {
        return kind;
    }

    PropertyCatalogue catalogue() {
        return catalogue;
    }

    Collection<StoredObject> all() {
        return objects.values();
    }

    /** Objects from an id on, in the order of their ids. */
    Collection<StoredObject> from(long id) {
        return objects.tailMap(id, true).values();
    }

    /** Finds by id, also by the id of one that was merged into it, or by a unique property. */
    Optional<StoredObject> find(String idProperty, String value) {
        if (idProperty == null || idProperty.equals("hs_object_id")) {
            return value.matches("\\d{1,18}") ? find(Long.parseLong(value)) : Optional.empty();
        }
        if (!isUnique(idProperty)) {
            throw Refusal.invalid("Property '" + idProperty + "' is not a unique property of " + kind.name());
        }
        return Optional.ofNullable(unique.getOrDefault(idProperty, Map.of()).get(key(idProperty, value))).map(objects::get);
    }

    private Optional<StoredObject> find(long id) {
        return Optional.ofNullable(mergedInto.containsKey(id) ? objects.get(mergedInto.get(id)) : objects.get(id));
    }

    StoredObject create(Map<String, String> properties, String source) {
        Map<String, String> kept = checked(properties, null);
        if ((kind == ObjectKind.NOTE || kind == ObjectKind.TASK) && kept.getOrDefault("hs_timestamp", "").isEmpty()) {
            throw new Refusal(400, "VALIDATION_ERROR", "Error creating " + kind.name()
                    + ". Some required properties were not set.", List.of(), Map.of("properties", List.of("hs_timestamp")));
        }
        StoredObject made = new StoredObject(kind, ids.getAsLong(), time.instant());
        objects.put(made.id(), made);
        write(made, kept, source);
        return made;
    }

    void update(StoredObject object, Map<String, String> properties, String source) {
        write(object, checked(properties, object), source);
    }

    void archive(StoredObject object) {
        object.values().forEach((name, value) -> release(name, value, object));
        object.archive(time.instant());
    }

    StoredObject merge(StoredObject primary, StoredObject other) {
        if (primary == other) {
            throw Refusal.invalid("Cannot merge an object with itself");
        }
        Map<String, String> values = new LinkedHashMap<>();
        List.of(other, primary).forEach(one -> one.values().forEach((name, value) -> {
            if (catalogue.find(name).filter(property -> !property.readOnly()).isPresent()
                    && !(one == other && isUnique(name))) {
                values.put(name, value);
            }
        }));
        List.of(primary, other).forEach(one -> one.values().forEach((name, value) -> release(name, value, one)));
        StoredObject survivor = primary;
        if (mergeMakesNewId) {
            survivor = new StoredObject(kind, ids.getAsLong(), time.instant());
            objects.put(survivor.id(), survivor);
        }
        for (StoredObject gone : survivor == primary ? List.of(other) : List.of(primary, other)) {
            objects.remove(gone.id());
            survivor.mergedIds().add(gone.id());
            survivor.mergedIds().addAll(gone.mergedIds());
        }
        for (Long id : survivor.mergedIds()) {
            mergedInto.put(id, survivor.id());
        }
        write(survivor, values, "MERGE_OBJECTS");
        return survivor;
    }

    private void write(StoredObject object, Map<String, String> kept, String source) {
        kept.forEach((name, value) -> {
            if (isUnique(name)) {
                release(name, object.value(name), object);
                if (!value.isEmpty()) {
                    unique.computeIfAbsent(name, ignored -> new HashMap<>()).put(key(name, value), object.id());
                }
            }
        });
        object.write(kept, time.instant(), source);
    }

    private Map<String, String> checked(Map<String, String> properties, StoredObject object) {
        List<Refusal.Problem> problems = new ArrayList<>();
        Map<String, String> kept = new LinkedHashMap<>();
        properties.forEach((name, value) -> catalogue.find(name).ifPresentOrElse(property -> {
            ValueRules.problem(property, value).ifPresent(problems::add);
            kept.put(name, ValueRules.kept(property, value));
        }, () -> problems.add(new Refusal.Problem(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name
                + "\" does not exist"))));
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        kept.forEach((name, value) -> claimed(name, value, object));
        return kept;
    }

    private void claimed(String name, String value, StoredObject object) {
        Long holder = isUnique(name) ? unique.getOrDefault(name, Map.of()).get(key(name, value)) : null;
        if (holder == null || object != null && holder == object.id()) {
            return;
        }
        if (name.equals(EMAIL)) {
            throw Refusal.conflict("Contact already exists. Existing ID: " + holder);
        }
        throw Refusal.invalid("Cannot set PropertyValueCoordinates{objectTypeId=" + kind.name() + ", propertyName=" + name
                + ", value=" + value + "} on " + (object == null ? "a new object" : object.id()) + ". " + holder
                + " already has that value.");
    }

    private void release(String name, String value, StoredObject holder) {
        if (isUnique(name)) {
            unique.getOrDefault(name, new HashMap<>()).remove(key(name, value), holder.id());
        }
    }

    private boolean isUnique(String name) {
        return kind == ObjectKind.CONTACT && name.equals(EMAIL)
                || catalogue.find(name).filter(PropertyDefinition::unique).isPresent();
    }

    private static String key(String name, String value) {
        return name.equals(EMAIL) ? value.toLowerCase(Locale.ROOT) : value;
    }

    /** The objects as they are, to come back to when a batch is refused as a whole. */
    Mark mark() {
        Map<Long, StoredObject> copies = new TreeMap<>();
        objects.forEach((id, object) -> copies.put(id, object.copy()));
        Map<String, Map<String, Long>> claims = new HashMap<>();
        unique.forEach((name, holders) -> claims.put(name, new HashMap<>(holders)));
        return new Mark(copies, claims);
    }

    void backTo(Mark mark) {
        objects.clear();
        objects.putAll(mark.objects());
        unique.clear();
        unique.putAll(mark.unique());
    }

    record Mark(Map<Long, StoredObject> objects, Map<String, Map<String, Long>> unique) {}

    Instant now() {
        return time.instant();
    }
}
