package io.fieldline.sync.pair;

import java.time.Instant;

/**
 * Merges one field three ways: what both sides last agreed on, what ServiceTitan holds, what the CRM holds. Where they never
 * agreed, a side without a value takes the other's, and an owner's empty field erases nothing.
 */
final class FieldMerge {

    private final FieldRule rule;
    private final boolean met;
    private final Object agreed;
    private final Object serviceTitan;
    private final Object crm;

    /** @param met whether the sides have agreed on the field before; if not, <code>agreed</code> says nothing */
    FieldMerge(FieldRule rule, boolean met, Object agreed, Object serviceTitan, Object crm) {
        this.rule = rule;
        this.met = met;
        this.agreed = agreed;
        this.serviceTitan = serviceTitan;
        this.crm = crm;
    }

    /** The times are those at which the field last can have changed on each side. */
    FieldDecision decide(Instant serviceTitanModified, Instant crmModified) {
        if (Values.same(serviceTitan, crm)) {
            return FieldDecision.agreed(serviceTitan);
        }
        if (rule.consent()) {
            return consent();
        }
        return switch (rule.owner()) {
            case SERVICETITAN -> !met && Values.empty(serviceTitan) ? FieldDecision.KEEP : FieldDecision.toCrm(serviceTitan);
            case CRM -> !met && Values.empty(crm) ? FieldDecision.KEEP : FieldDecision.toServiceTitan(crm);
            case ONLY_IF_EMPTY -> fill(FieldDecision.KEEP);
            case NEWEST -> changed(newest(serviceTitanModified, crmModified));
            case ASK -> changed(FieldDecision.CONFLICT);
        };
    }

    private FieldDecision consent() {
        if (Values.same(serviceTitan, rule.restrictive())) {
            return FieldDecision.toCrm(serviceTitan);
        }
        if (Values.same(crm, rule.restrictive())) {
            return FieldDecision.toServiceTitan(crm);
        }
        return fill(FieldDecision.KEEP);
    }

    private FieldDecision changed(FieldDecision both) {
        if (!met) {
            return fill(both);
        }
        if (Values.same(serviceTitan, agreed)) {
            return FieldDecision.toServiceTitan(crm);
        }
        return Values.same(crm, agreed) ? FieldDecision.toCrm(serviceTitan) : both;
    }

    private FieldDecision fill(FieldDecision otherwise) {
        if (Values.empty(serviceTitan)) {
            return FieldDecision.toServiceTitan(crm);
        }
        return Values.empty(crm) ? FieldDecision.toCrm(serviceTitan) : otherwise;
    }

    /** Nobody can say which of two changes of the same moment was meant to last. */
    private FieldDecision newest(Instant serviceTitanModified, Instant crmModified) {
        int order = serviceTitanModified.compareTo(crmModified);
        if (order == 0) {
            return FieldDecision.CONFLICT;
        }
        return order > 0 ? FieldDecision.toCrm(serviceTitan) : FieldDecision.toServiceTitan(crm);
    }
}
