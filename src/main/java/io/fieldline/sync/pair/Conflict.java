package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Something about a pair that a person has to decide or to put right.
 *
 * @param id the list's number for it; 0 before it is in the list
 * @param key whose pairs
 * @param serviceTitanId the customer; null when it is not known
 * @param crmId the CRM's record; null when it is not known
 * @param kind what it is about
 * @param message one sentence for a person
 * @param details for each field both versions, or the candidates; JSON values
 * @param openedAt when it was first seen
 */
public record Conflict(long id, PairKey key, String serviceTitanId, String crmId, Kind kind, String message,
        Map<String, Object> details, Instant openedAt) {

    public enum Kind {
        /** Both sides changed a field, and the field's rule cannot or must not choose. */
        FIELDS,
        /** Several records may be the same customer. */
        CANDIDATES,
        /** A record of the CRM lacks what ServiceTitan needs of a customer. */
        INCOMPLETE,
        /** A side does not take a value. */
        INVALID,
        /** A record was deleted or merged on one side, and what that means for the other is not set. */
        GONE,
        /** More customers would have been created in ServiceTitan than a run may. */
        CAPPED
    }

    public Conflict {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(openedAt, "openedAt");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
