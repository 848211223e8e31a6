package io.fieldline.sandbox.salesforce;

import java.util.List;
import java.util.Set;

/**
 * A field of an object, as the describe call tells it.
 *
 * @param type in Salesforce's words: string, textarea, email, phone, url, picklist, multipicklist, boolean, double, int, date,
 * datetime, reference, id
 * @param length longest text; 0 where the type has none
 * @param traits what else is so
 * @param choices of a picklist
 */
public record FieldDefinition(String name, String label, String type, int length, Set<Trait> traits, List<String> choices) {

    /** RESTRICTED is a picklist that takes its own values only. */
    public enum Trait {
        REQUIRED, READ_ONLY, RESTRICTED, EXTERNAL_ID, UNIQUE
    }

    public FieldDefinition {
        traits = Set.copyOf(traits);
        choices = List.copyOf(choices);
    }

    public static FieldDefinition text(String name, int length, Trait... traits) {
        return of(name, "string", length, traits);
    }

    public static FieldDefinition of(String name, String type, int length, Trait... traits) {
        return new FieldDefinition(name, label(name), type, length, Set.of(traits), List.of());
    }

    public static FieldDefinition choice(String name, boolean restricted, String... choices) {
        return new FieldDefinition(name, label(name), "picklist", 255,
                restricted ? Set.of(Trait.RESTRICTED) : Set.of(), List.of(choices));
    }

    /** A unique external id of up to 40 characters. */
    public static FieldDefinition externalId(String name) {
        return text(name, 40, Trait.EXTERNAL_ID, Trait.UNIQUE);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    boolean custom() {
        return name.endsWith("__c") || name.endsWith("__pc");
    }

    private static String label(String name) {
        return name.replaceFirst("__p?c$", "").replace('_', ' ').replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}
