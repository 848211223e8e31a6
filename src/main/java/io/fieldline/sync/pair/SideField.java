package io.fieldline.sync.pair;

import java.util.Set;

/**
 * A field as a side describes it.
 *
 * @param name as mappings name it, <code>Account.Name</code>
 * @param label for people
 * @param type what it holds
 * @param writable false where the side keeps it itself
 * @param required whether a new record must have it
 * @param longest characters it takes at most; 0 where nothing is said
 * @param choices the values it takes; empty where it takes any
 */
public record SideField(String name, String label, Type type, boolean writable, boolean required, int longest,
        Set<String> choices) {

    /** DATE is a calendar date. CHOICES are several of the choices at once. */
    public enum Type {
        TEXT, LONG_TEXT, EMAIL, PHONE, INTEGER, DECIMAL, BOOLEAN, DATE, DATE_TIME, CHOICE, CHOICES, REFERENCE, OTHER
    }

    public SideField {
        choices = Set.copyOf(choices);
    }
}
