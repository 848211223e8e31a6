package io.fieldline.sync.pair;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives the CRM what it lacks, a page at a time, and looks at what became of each record. */
final class CrmWrites {

    private final PairKey key;
    private final PairSides sides;
    private final PairStores stores;
    private final WaitingList waiting;
    private final InstantSource clock;

    CrmWrites(PairKey key, PairSides sides, PairStores stores, WaitingList waiting, InstantSource clock) {
        this.key = key;
        this.sides = sides;
        this.stores = stores;
        this.waiting = waiting;
        this.clock = clock;
    }

    void run(List<Pairing> pairings) {
        List<Pairing> rest = pairings.stream().filter(this::lacksSomething).toList();
        while (!rest.isEmpty()) {
            List<Pairing> next = new MovingEmails(sides.mapping(), rest).first();
            write(next);
            rest = stillPossible(next, rest.stream().filter(pairing -> !next.contains(pairing)).toList());
        }
    }

    /** An e-mail that was not let go now is asked for once it is. */
    private List<Pairing> stillPossible(List<Pairing> written, List<Pairing> rest) {
        List<Pairing> unsettled = new ArrayList<>(
                written.stream().filter(pairing -> pairing.state() != Pairing.State.OPEN).toList());
        MovingEmails held = new MovingEmails(sides.mapping(), unsettled);
        rest.stream().filter(held::keepFrom).forEach(Pairing::again);
        return rest.stream().filter(pairing -> pairing.state() == Pairing.State.OPEN).toList();
    }

    private void write(List<Pairing> lacking) {
        List<SideWrite> writes = lacking.stream().map(this::write).toList();
        List<WriteOutcome> outcomes = sides.crm().write(writes);
        for (int at = 0; at < lacking.size(); at++) {
            settle(lacking.get(at), writes.get(at), outcomes.get(at));
        }
    }

    private boolean lacksSomething(Pairing pairing) {
        if (pairing.state() != Pairing.State.OPEN || pairing.serviceTitan() == null) {
            return false;
        }
        return pairing.crm() == null || !pairing.merged().toCrm().isEmpty()
                || !pairing.serviceTitanId().equals(pairing.crm().otherId()) || state(pairing) != null;
    }

    /** Whether a customer is in use is ServiceTitan's to say; where the CRM does not take it, the rest goes without. */
    private SideRecord.State state(Pairing pairing) {
        SideRecord.State wanted = pairing.serviceTitan().state();
        boolean left = pairing.crm() == null || !sides.crm().keepsState()
                || pairing.refused().containsKey(SideWrite.STATE);
        return left || pairing.crm().state() == wanted ? null : wanted;
    }

    private SideWrite write(Pairing pairing) {
        return new SideWrite(pairing.crm() == null ? null : pairing.crmId(), pairing.serviceTitanId(),
                pairing.converted(pairing.merged().toCrm(), sides.mapping()::toCrm),
                pairing.crm() == null ? null : pairing.crm().version(), state(pairing));
    }

    private void settle(Pairing pairing, SideWrite write, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Written written) {
            if (write.creates()) {
                pairing.created();
            }
            PairLink link = pairing.link();
            pairing.writtenToCrm(write.creates() ? link.of(link.serviceTitanId(), written.id(), clock.instant()) : link,
                    pairing.merged().toCrm(), written.version());
        } else if (outcome instanceof WriteOutcome.Stale || outcome instanceof WriteOutcome.Gone) {
            pairing.again();
        } else if (outcome instanceof WriteOutcome.Refused refused) {
            refused(pairing, refused.reason(), refused.fields());
        } else if (outcome instanceof WriteOutcome.Duplicate duplicate) {
            duplicate(pairing, write, duplicate);
        } else {
            pairing.later();
        }
    }

    private void refused(Pairing pairing, String reason, List<String> fields) {
        Map<String, String> reasons = fields.stream().map(sides.mapping()::field)
                .filter(field -> field.equals(SideWrite.STATE) || pairing.merged().toCrm().containsKey(field)).distinct()
                .collect(Collectors.toMap(field -> field, field -> reason));
        if (pairing.leaveOut(reasons)) {
            pairing.again();
        } else {
            waiting.open(Conflict.Kind.INVALID, pairing.serviceTitanId(), pairing.crmId(),
                    "The CRM refused the record: " + reason,
                    Map.of());
            pairing.waits();
        }
    }

    /**
     * Somebody else's record has the same e-mail: the two stay two, and this one goes without. A record that is nobody's and
     * certainly the same is the partner that the index did not know of yet; one that is only alike is for a person to judge.
     */
    private void duplicate(Pairing pairing, SideWrite write, WriteOutcome.Duplicate duplicate) {
        List<String> others = new ArrayList<>(duplicate.candidates());
        others.removeAll(stores.links().byCrm(key, duplicate.candidates()).stream().map(PairLink::crmId).toList());
        if (duplicate.candidates().isEmpty() || others.size() > 1
                || others.size() == 1 && !(write.creates() && duplicate.certain())) {
            waiting.open(Conflict.Kind.CANDIDATES, pairing.serviceTitanId(), pairing.crmId(), duplicate.reason(),
                    Map.of("candidates", duplicate.candidates()));
            pairing.waits();
        } else if (others.size() == 1) {
            pairing.link(pairing.link().of(pairing.serviceTitanId(), others.get(0), clock.instant()));
            pairing.again();
        } else {
            shared(pairing, duplicate);
        }
    }

    private void shared(Pairing pairing, WriteOutcome.Duplicate duplicate) {
        Map<String, String> reasons = new LinkedHashMap<>();
        sides.mapping().fieldsOf(MatchKey.Kind.EMAIL).stream().filter(pairing.merged().toCrm()::containsKey)
                .forEach(field -> reasons.put(field, "another customer's record has it: " + duplicate.reason()));
        if (pairing.leaveOut(reasons)) {
            pairing.again();
        } else {
            waiting.open(Conflict.Kind.CANDIDATES, pairing.serviceTitanId(), pairing.crmId(), duplicate.reason(),
                    Map.of("candidates", duplicate.candidates()));
            pairing.waits();
        }
    }
}
