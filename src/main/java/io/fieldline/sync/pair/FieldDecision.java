package io.fieldline.sync.pair;

/**
 * What becomes of one field of a pair.
 *
 * @param kind what to do
 * @param value what both sides are to hold; null where they are to hold nothing, and for KEEP and CONFLICT
 */
record FieldDecision(Kind kind, Object value) {

    enum Kind {
        /** Both hold the value already. */
        AGREED, TO_CRM, TO_SERVICETITAN,
        /** They differ, and that is as it should be. */
        KEEP,
        /** They differ, and only a person can say which is right. */
        CONFLICT
    }

    static final FieldDecision KEEP = new FieldDecision(Kind.KEEP, null);
    static final FieldDecision CONFLICT = new FieldDecision(Kind.CONFLICT, null);

    static FieldDecision agreed(Object value) {
        return new FieldDecision(Kind.AGREED, value);
    }

    static FieldDecision toCrm(Object value) {
        return new FieldDecision(Kind.TO_CRM, value);
    }

    static FieldDecision toServiceTitan(Object value) {
        return new FieldDecision(Kind.TO_SERVICETITAN, value);
    }

    boolean reachesCrm() {
        return kind == Kind.TO_CRM;
    }

    boolean reachesServiceTitan() {
        return kind == Kind.TO_SERVICETITAN;
    }
}
