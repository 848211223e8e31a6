package io.fieldline.sync.pair;

import java.util.Objects;

/**
 * How one field of a pair is kept in step.
 *
 * @param field its name, the same for both sides
 * @param owner who decides; says nothing for a consent
 * @param restrictive the value of a consent that permits less, which wins whoever gave it and whenever; null for any other
 * field
 */
public record FieldRule(String field, Owner owner, Object restrictive) {

    public FieldRule {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(owner, "owner");
    }

    public boolean consent() {
        return restrictive != null;
    }
}
