package io.fieldline.tenant;

import java.util.List;
import java.util.Objects;

/**
 * One setting of a flow or of a connection type.
 *
 * @param name as a tenant document writes it
 * @param type how its value is read and checked
 * @param required true when there is no sensible default
 * @param defaultValue typed; null when there is none
 * @param allowed the only values accepted, of a map with typed values the only names; empty when any of the type will do
 * @param meaning one sentence for the person who fills it in
 */
public record SettingDefinition(String name, Type type, boolean required, Object defaultValue, List<String> allowed,
        String meaning) {

    public SettingDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(meaning, "meaning");
        allowed = List.copyOf(allowed);
    }

    /**
     * What a value may look like; <code>duration</code> is <code>30s</code>, <code>15m</code>, <code>6h</code> or
     * <code>2d</code>; <code>delay</code> is one that may be <code>0s</code> as well. A map of connections holds for each name a
     * connection of the tenant's, a list of them, or <code>off</code>.
     */
    public enum Type {
        TEXT, INTEGER, DECIMAL, BOOLEAN, DURATION, DELAY, DATE, CONNECTION, SECRET, TEXT_LIST, MAP, CONNECTION_MAP, DURATION_MAP
    }
}
