package io.fieldline.sync.pair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that were on their way when they were last written down. Whether they arrived is not known: the process may have
 * ended before or after. It tells our own write from somebody's edit when the pair is next looked at.
 *
 * @param toCrm by field
 * @param toServiceTitan by field
 */
public record Sent(Map<String, Object> toCrm, Map<String, Object> toServiceTitan) {

    public static final Sent NOTHING = new Sent(Map.of(), Map.of());

    public Sent {
        toCrm = Collections.unmodifiableMap(new LinkedHashMap<>(toCrm));
        toServiceTitan = Collections.unmodifiableMap(new LinkedHashMap<>(toServiceTitan));
    }

    public boolean nothing() {
        return toCrm.isEmpty() && toServiceTitan.isEmpty();
    }
}
