package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** One pair while it is worked on: what is known of it, and what has become of it so far. */
final class Pairing {

    enum State {
        /** To be merged and written. */
        OPEN,
        /** Nothing more to do. */
        DONE,
        /** To be read anew and merged once more. */
        AGAIN,
        /** Not now: whoever handed the record over has to bring it again. */
        LATER
    }

    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<String, Object> confirmed = new LinkedHashMap<>();
    private PairLink link;
    private SideRecord serviceTitan;
    private SideRecord crm;
    private Instant changedAt = Instant.MIN;
    private SideRecord serviceTitanBefore;
    private SideRecord crmBefore;
    private String serviceTitanVersion;
    private String crmVersion;
    private MergedPair merged;
    private Agreement agreement;
    private State state = State.OPEN;
    private boolean created;
    private boolean changed;
    private boolean waiting;
    private boolean skipped;

    /** @param link null while one of the two is still to be created; then that one is null too */
    Pairing(PairLink link, SideRecord serviceTitan, SideRecord crm) {
        this.link = link;
        show(serviceTitan, crm);
    }

    /** The customer is known to have changed at the moment. */
    Pairing changedAt(Instant moment) {
        changedAt = moment;
        return this;
    }

    /** Whether the customer was read as it was before a change that is younger than the moment. */
    boolean behind(Instant moment) {
        return serviceTitan != null && serviceTitan.modifiedOn().isBefore(changedAt) && changedAt.isAfter(moment);
    }

    /** What the sides hold now. */
    void show(SideRecord newServiceTitan, SideRecord newCrm) {
        serviceTitan = newServiceTitan;
        crm = newCrm;
        serviceTitanVersion = newServiceTitan == null ? null : newServiceTitan.version();
        crmVersion = newCrm == null ? null : newCrm.version();
        confirmed.clear();
        state = State.OPEN;
    }

    /** Both are to be read anew; of a record that has no partner yet there is nothing newer to know. */
    void lookAgain() {
        serviceTitanBefore = serviceTitan;
        crmBefore = crm;
        show(link == null ? serviceTitan : null, link == null ? crm : null);
    }

    /**
     * Both were read. What a side refused was a value of before: where either side holds something else in the field by now, it
     * is asked once more. Left out, it would be taken for settled with the version that is seen now, and never be looked at.
     */
    void looked(PairMerge merge) {
        refused.keySet().removeIf(field -> !merge.alike(field, serviceTitanBefore, serviceTitan, crmBefore, crm));
    }

    void plan(MergedPair plan, Agreement before) {
        merged = plan;
        agreement = before;
    }

    /** Values as a side takes them; those that it cannot be given are left out from now on. */
    Map<String, Object> converted(Map<String, Object> values, Function<Map<String, Object>, PairMapping.Converted> conversion) {
        PairMapping.Converted converted = conversion.apply(values);
        leaveOut(converted.problems());
        values.keySet().removeAll(converted.problems().keySet());
        return converted.values();
    }

    boolean createsRecord() {
        return crm == null;
    }

    boolean createsCustomer() {
        return serviceTitan == null;
    }

    /** The CRM took the values. */
    void writtenToCrm(PairLink newLink, Map<String, Object> values, String version) {
        link = newLink;
        confirmed.putAll(values);
        crmVersion = version;
        changed = true;
    }

    /**
     * ServiceTitan took the values. Its version is not known then: ServiceTitan writes without a condition, and what it shows
     * afterwards may hold an edit from between the look and the write, which nobody has merged yet.
     */
    void writtenToServiceTitan(PairLink newLink, Map<String, Object> values) {
        link = newLink;
        confirmed.putAll(values);
        serviceTitanVersion = null;
        changed = true;
    }

    void created() {
        created = true;
    }

    void link(PairLink newLink) {
        link = newLink;
    }

    /** A side does not take these fields: they are left out from now on. False when there is none among them that was not. */
    boolean leaveOut(Map<String, String> reasons) {
        boolean news = !refused.keySet().containsAll(reasons.keySet());
        refused.putAll(reasons);
        return news;
    }

    void again() {
        state = State.AGAIN;
    }

    void later() {
        state = State.LATER;
    }

    void done() {
        state = state == State.OPEN ? State.DONE : state;
    }

    /** A person has to look at it; nothing more is done now. */
    void waits() {
        waiting = true;
        state = State.DONE;
    }

    /** Its records are part of another pair now. */
    void mergedAway() {
        changed = true;
        state = State.DONE;
    }

    /** There is nothing to keep in step any more. */
    void leave() {
        skipped = true;
        state = State.DONE;
    }

    /** A part of it is for a person to decide; the rest goes on. */
    void waitsInPart() {
        waiting = true;
    }

    PairLink link() {
        return link;
    }

    SideRecord serviceTitan() {
        return serviceTitan;
    }

    SideRecord crm() {
        return crm;
    }

    String serviceTitanVersion() {
        return serviceTitanVersion;
    }

    String crmVersion() {
        return crmVersion;
    }

    Agreement agreement() {
        return agreement;
    }

    MergedPair merged() {
        return merged;
    }

    Map<String, Object> confirmed() {
        return confirmed;
    }

    Map<String, String> refused() {
        return refused;
    }

    State state() {
        return state;
    }

    String serviceTitanId() {
        return serviceTitan != null ? serviceTitan.id() : link == null ? null : link.serviceTitanId();
    }

    String crmId() {
        return crm != null ? crm.id() : link == null ? null : link.crmId();
    }

    PairCounts counts() {
        if (waiting) {
            return new PairCounts(0, 0, 0, 1, 0);
        }
        if (skipped) {
            return new PairCounts(0, 0, 0, 0, 1);
        }
        if (created) {
            return new PairCounts(1, 0, 0, 0, 0);
        }
        return changed ? new PairCounts(0, 1, 0, 0, 0) : new PairCounts(0, 0, 1, 0, 0);
    }
}
