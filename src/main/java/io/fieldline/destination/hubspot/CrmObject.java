package io.fieldline.destination.hubspot;

/** HubSpot's objects that take part, as fields name them and as paths do. */
enum CrmObject {

    CONTACT("contact", "contacts", "lastmodifieddate"), COMPANY("company", "companies", "hs_lastmodifieddate"), NOTE("note",
            "notes", "hs_lastmodifieddate");

    private final String word;
    private final String plural;
    private final String modified;

    CrmObject(String word, String plural, String modified) {
        this.word = word;
        this.plural = plural;
        this.modified = modified;
    }

    String word() {
        return word;
    }

    String plural() {
        return plural;
    }

    /** The property with the time of the last change, to the millisecond; contacts name it differently. */
    String modified() {
        return modified;
    }

    String path() {
        return "/crm/v3/objects/" + plural;
    }

    /** As mappings name a property, <code>contact.email</code>. */
    String field(String property) {
        return word + "." + property;
    }

    boolean owns(String field) {
        return field.startsWith(word + ".");
    }

    String property(String field) {
        return field.substring(word.length() + 1);
    }
}
