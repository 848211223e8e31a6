package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What both sides agreed on, field by field. */
final class Agreement {

    private final Map<String, Object> values;
    private final Sent sent;
    private final Instant sentAt;

    private Agreement(Map<String, Object> agreed, Sent sent, Instant sentAt) {
        this.values = new LinkedHashMap<>(agreed);
        this.sent = sent;
        this.sentAt = sentAt;
    }

    static Agreement of(PairLink link) {
        return link == null
                ? new Agreement(Map.of(), Sent.NOTHING, Instant.MIN)
                : new Agreement(link.agreed(), link.sent(), link.changedAt());
    }

    /**
     * A value on its way that its receiver holds was agreed on: it came from the other side. Where the receiver was changed
     * since, nobody can tell whether the value arrived before; where the later change counts, that one is later either way.
     */
    void consider(FieldRule rule, Object serviceTitan, Object crm, Instant serviceTitanModified, Instant crmModified) {
        String field = rule.field();
        boolean later = rule.owner() == Owner.NEWEST;
        if (holds(sent.toCrm(), field, crm)
                || later && overtaken(sent.toCrm(), field, serviceTitan, crm, crmModified)) {
            values.put(field, sent.toCrm().get(field));
        } else if (holds(sent.toServiceTitan(), field, serviceTitan)
                || later && overtaken(sent.toServiceTitan(), field, crm, serviceTitan, serviceTitanModified)) {
            values.put(field, sent.toServiceTitan().get(field));
        }
    }

    private static boolean holds(Map<String, Object> values, String field, Object held) {
        return values.containsKey(field) && Values.same(values.get(field), held);
    }

    private boolean overtaken(Map<String, Object> onItsWay, String field, Object giver, Object receiver,
            Instant receiverModified) {
        return holds(onItsWay, field, giver) && !holds(values, field, receiver) && !receiverModified.isBefore(sentAt);
    }

    boolean met(String field) {
        return values.containsKey(field);
    }

    Object value(String field) {
        return values.get(field);
    }

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
