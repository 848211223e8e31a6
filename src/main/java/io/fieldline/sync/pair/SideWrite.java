package io.fieldline.sync.pair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one record of a side has to become.
 *
 * @param id the record to change; null to create one
 * @param otherId the other side's id, which the record bears from then on in its external id field
 * @param fields the fields to set and their values; null empties a field. Fields that are not named stay as they are
 * @param expectedVersion the version that the values were worked out against; null when the side has none or for a new record
 * @param state what the record has to be; null to leave it
 */
public record SideWrite(String id, String otherId, Map<String, Object> fields, String expectedVersion,
        SideRecord.State state) {

    /** How an outcome names the state among the fields that a side does not take. */
    public static final String STATE = "state";

    public SideWrite {
        Objects.requireNonNull(otherId, "otherId");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public boolean creates() {
        return id == null;
    }
}
