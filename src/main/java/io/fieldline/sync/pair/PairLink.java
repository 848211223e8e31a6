package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which customer is which record of the CRM, and what both sides agreed on.
 *
 * @param key whose pairs it is one of
 * @param serviceTitanId the customer; null while it is being created
 * @param crmId the CRM's record; null while it is being created
 * @param agreed the values that both sides held when they last agreed, by field; a field that is not in it never was agreed on
 * @param sent what was on its way to either side
 * @param serviceTitanVersion of the customer when the pair was last settled; null when it is to be looked at again
 * @param crmVersion of the CRM's record then; null when it is to be looked at again
 * @param state what is done with the pair
 * @param changedAt when the link was made or last changed
 */
public record PairLink(PairKey key, String serviceTitanId, String crmId, Map<String, Object> agreed, Sent sent,
        String serviceTitanVersion, String crmVersion, State state, Instant changedAt) {

    public enum State {
        /** Both sides are kept in step. */
        LINKED,
        /** One of the two is being created, or may have been by a process that ended. */
        CREATING,
        /** One side was deleted: the other is left alone until a person decides. */
        UNLINKED
    }

    public PairLink {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(changedAt, "changedAt");
        agreed = Collections.unmodifiableMap(new LinkedHashMap<>(agreed));
    }

    /** A pair that was just found or made: nothing is agreed on yet. */
    public static PairLink linked(PairKey key, String serviceTitanId, String crmId, Instant at) {
        return new PairLink(key, serviceTitanId, crmId, Map.of(), Sent.NOTHING, null, null, State.LINKED, at);
    }

    /** Written down before a record is created, so that a crash does not create it twice; one of the ids is null. */
    public static PairLink creating(PairKey key, String serviceTitanId, String crmId, Sent sent, Instant at) {
        return new PairLink(key, serviceTitanId, crmId, Map.of(), sent, null, null, State.CREATING, at);
    }

    /** The pair with both of its records, also after one of them was created or merged into another. */
    public PairLink of(String newServiceTitanId, String newCrmId, Instant at) {
        return new PairLink(key, newServiceTitanId, newCrmId, agreed, sent, null, null, State.LINKED, at);
    }

    /** @param values what is known to be agreed on before it is sent */
    public PairLink sending(Map<String, Object> values, Sent onItsWay, Instant at) {
        return new PairLink(key, serviceTitanId, crmId, values, onItsWay, null, null, state, at);
    }

    /** Nothing is on its way any more; versions are null when the pair is to be looked at again. */
    public PairLink settled(Map<String, Object> values, String newServiceTitanVersion, String newCrmVersion, Instant at) {
        return new PairLink(key, serviceTitanId, crmId, values, Sent.NOTHING, newServiceTitanVersion, newCrmVersion, state, at);
    }

    /** Whether it was found or made and not settled since. */
    public boolean neverAgreed() {
        return agreed.isEmpty() && sent.equals(Sent.NOTHING) && serviceTitanVersion == null && crmVersion == null;
    }

    public PairLink unlinked(Instant at) {
        return new PairLink(key, serviceTitanId, crmId, agreed, Sent.NOTHING, null, null, State.UNLINKED, at);
    }
}
