package io.fieldline.destination.salesforce;

import java.util.Map;
import java.util.Optional;

/**
 * Where a Person Account keeps what a contact keeps. The contact's Phone is the home phone there, so that it does not share
 * a field with the account's.
 */
final class PersonFields {

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("FirstName", "FirstName"),
            Map.entry("LastName", "LastName"), Map.entry("Email", "PersonEmail"), Map.entry("Phone", "PersonHomePhone"),
            Map.entry("MobilePhone", "PersonMobilePhone"), Map.entry("OtherPhone", "PersonOtherPhone"),
            Map.entry("Title", "PersonTitle"), Map.entry("Birthdate", "PersonBirthdate"),
            Map.entry("DoNotCall", "PersonDoNotCall"), Map.entry("HasOptedOutOfEmail", "PersonHasOptedOutOfEmail"));

    private PersonFields() {}

    /** A person's name is the account's: it is not read a second time, for two fields that follow each other would disagree. */
    static boolean isName(String contactField) {
        return contactField.equals("FirstName") || contactField.equals("LastName");
    }

    /** The account's field for a contact's; empty where a person has no such field. */
    static Optional<String> onAccount(String contactField) {
        if (contactField.endsWith("__c")) {
            return Optional.of(contactField.substring(0, contactField.length() - 1) + "pc");
        }
        return contactField.startsWith("Mailing")
                ? Optional.of("Person" + contactField)
                : Optional.ofNullable(NAMES.get(contactField));
    }
}
