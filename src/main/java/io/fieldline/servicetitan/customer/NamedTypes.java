package io.fieldline.servicetitan.customer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.fieldline.tenant.NearMisses;

/**
 * What a tenant's office defined, by id and by name: tag types, custom fields. Read when it is first asked for, again after
 * some minutes, for names change, and at once when somebody asks for one that is not known.
 */
public final class NamedTypes {

    private static final Duration FRESH = Duration.ofMinutes(10);
    /** How long what was looked for in vain is not looked for again. */
    private static final Duration ABSENT = Duration.ofMinutes(1);

    /** @param active false for one that can only be taken away */
    public record Type(long id, String name, boolean active) {}

    private final Supplier<List<Map<String, Object>>> source;
    private final InstantSource clock;
    private final Map<Long, Type> types = new LinkedHashMap<>();
    private final Set<Object> absent = new HashSet<>();
    private Instant readOn = Instant.MIN;

    public NamedTypes(Supplier<List<Map<String, Object>>> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    public synchronized Optional<Type> byId(long id) {
        return find(id, type -> type.id() == id);
    }

    /** The active one of that name, in whatever case it is written. */
    public synchronized Optional<Type> byName(String name) {
        return find(name, type -> type.active() && type.name().strip().equalsIgnoreCase(name.strip()));
    }

    /** <code>; did you mean a or b?</code> or nothing. */
    public synchronized String suggestion(String name) {
        List<String> near = NearMisses.of(name, types.values().stream().filter(Type::active).map(Type::name).toList());
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private Optional<Type> find(Object key, Predicate<Type> wanted) {
        if (olderThan(FRESH)) {
            read();
        }
        Optional<Type> found = types.values().stream().filter(wanted).findFirst();
        if (found.isPresent() || absent.contains(key) && !olderThan(ABSENT)) {
            return found;
        }
        read();
        found = types.values().stream().filter(wanted).findFirst();
        if (found.isEmpty()) {
            absent.add(key);
        }
        return found;
    }

    private boolean olderThan(Duration age) {
        return readOn.equals(Instant.MIN) || readOn.plus(age).isBefore(clock.instant());
    }

    private void read() {
        Instant now = clock.instant();
        List<Map<String, Object>> rows = source.get();
        if (olderThan(ABSENT)) {
            absent.clear();
        }
        types.clear();
        rows.forEach(row -> {
            long id = (Long) row.get("id");
            types.put(id, new Type(id, String.valueOf(row.get("name")), !Boolean.FALSE.equals(row.get("active"))));
        });
        readOn = now;
    }
}
