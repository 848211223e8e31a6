package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A record as one side holds it.
 *
 * @param id the side's own id
 * @param fields as a field mapping addresses them; values are String, Long, BigDecimal, Boolean, List, Map or null. A CRM's
 * are flat and named <code>Object.field</code>, such as <code>Account.Name</code>
 * @param version tells one state of the record from another, for a write that must not meet a newer one; null where the side
 * has none
 * @param modifiedOn when the record last changed
 * @param partsModifiedOn parts that keep a time of their own, by the beginning of their fields' names
 * @param otherId the other side's id as this record bears it in its external id field; null when it bears none
 * @param state whether it is in use
 * @param mergedInto the record it was merged into; null when it was not
 */
public record SideRecord(String id, Map<String, Object> fields, String version, Instant modifiedOn,
        Map<String, Instant> partsModifiedOn, String otherId, State state, String mergedInto) {

    /** DELETED also where only the id is left. */
    public enum State {
        ACTIVE, INACTIVE, DELETED
    }

    public SideRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(modifiedOn, "modifiedOn");
        Objects.requireNonNull(state, "state");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        partsModifiedOn = Map.copyOf(partsModifiedOn);
    }

    /** When a field last can have changed. */
    public Instant modifiedOn(String field) {
        return partsModifiedOn.entrySet().stream().filter(part -> field.startsWith(part.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse(modifiedOn);
    }
}
