package io.fieldline.sandbox.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The objects the stand-in knows, with HubSpot's names and type ids. */
enum ObjectKind {

    CONTACT("contacts", "0-1", "lastmodifieddate", "createdate", List.of("createdate", "email", "firstname", "hs_object_id",
            "lastmodifieddate", "lastname")), COMPANY(
                    "companies", "0-2", "hs_lastmodifieddate", "createdate",
                    List.of("createdate", "domain", "hs_lastmodifieddate",
                            "hs_object_id", "name")), NOTE(
                                    "notes", "0-46", "hs_lastmodifieddate", "hs_createdate",
                                    List.of("hs_createdate", "hs_lastmodifieddate",
                                            "hs_object_id")), TASK("tasks", "0-27", "hs_lastmodifieddate", "hs_createdate",
                                                    List.of("hs_createdate", "hs_lastmodifieddate",
                                                            "hs_object_id"));

    private final String plural;
    private final String typeId;
    private final String modified;
    private final String created;
    private final List<String> shown;

    ObjectKind(String plural, String typeId, String modified, String created, List<String> shown) {
        this.plural = plural;
        this.typeId = typeId;
        this.modified = modified;
        this.created = created;
        this.shown = shown;
    }

    String plural() {
        return plural;
    }

    /** The property with the time of the last change: contacts name it differently from everything else. */
    String modified() {
        return modified;
    }

    String created() {
        return created;
    }

    /** The properties that come when none are asked for. */
    List<String> shown() {
        return shown;
    }

    static Optional<ObjectKind> of(String word) {
        return Arrays.stream(values()).filter(
                kind -> kind.plural.equals(word) || kind.typeId.equals(word) || kind.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
