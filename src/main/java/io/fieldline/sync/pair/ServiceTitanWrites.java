package io.fieldline.sync.pair;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives ServiceTitan what it lacks. A new customer is written down before it is created, and looked for before a creation is
 * tried again: ServiceTitan would take it twice and can delete neither.
 */
final class ServiceTitanWrites {

    private final PairKey key;
    private final PairSides sides;
    private final PairStores stores;
    private final PairRules rules;
    private final WaitingList waiting;
    private final CreationCap cap;
    private final InstantSource clock;

    ServiceTitanWrites(PairKey key, PairSides sides, PairStores stores, PairRules rules, WaitingList waiting,
            CreationCap cap, InstantSource clock) {
        this.key = key;
        this.sides = sides;
        this.stores = stores;
        this.rules = rules;
        this.waiting = waiting;
        this.cap = cap;
        this.clock = clock;
    }

    void run(List<Pairing> pairings) {
        pairings.stream().filter(pairing -> pairing.state() == Pairing.State.OPEN && pairing.serviceTitan() == null)
                .forEach(this::create);
        change(pairings.stream().filter(pairing -> pairing.state() == Pairing.State.OPEN && pairing.serviceTitan() != null
                && !pairing.merged().toServiceTitan().isEmpty()).toList());
    }

    private void change(List<Pairing> lacking) {
        if (lacking.isEmpty()) {
            return;
        }
        List<WriteOutcome> outcomes = sides.serviceTitan().write(lacking.stream().map(this::write).toList());
        for (int at = 0; at < lacking.size(); at++) {
            settle(lacking.get(at), outcomes.get(at));
        }
    }

    private SideWrite write(Pairing pairing) {
        return new SideWrite(pairing.serviceTitanId(), pairing.crmId(),
                converted(pairing), pairing.serviceTitan().version(), null);
    }

    private Map<String, Object> converted(Pairing pairing) {
        return pairing.converted(pairing.merged().toServiceTitan(),
                values -> sides.mapping().toServiceTitan(values, pairing.serviceTitan()));
    }

    private void settle(Pairing pairing, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Written) {
            pairing.writtenToServiceTitan(pairing.link(), pairing.merged().toServiceTitan());
        } else if (outcome instanceof WriteOutcome.Stale || outcome instanceof WriteOutcome.Gone) {
            pairing.again();
        } else if (outcome instanceof WriteOutcome.Refused refused) {
            refused(pairing, refused);
        } else if (outcome instanceof WriteOutcome.Duplicate duplicate) {
            refused(pairing, new WriteOutcome.Refused(duplicate.reason(), List.of()));
        } else {
            pairing.later();
        }
    }

    private void refused(Pairing pairing, WriteOutcome.Refused refused) {
        if (pairing.leaveOut(byField(pairing, refused))) {
            pairing.again();
        } else {
            waiting.open(Conflict.Kind.INVALID, pairing.serviceTitanId(), pairing.crmId(),
                    "ServiceTitan refused the customer: " + refused.reason(), Map.of());
            pairing.waits();
        }
    }

    private Map<String, String> byField(Pairing pairing, WriteOutcome.Refused refused) {
        return refused.fields().stream().map(sides.mapping()::field)
                .filter(pairing.merged().toServiceTitan()::containsKey).distinct()
                .collect(Collectors.toMap(field -> field, field -> refused.reason()));
    }

    private void create(Pairing pairing) {
        if (pairing.link() != null) {
            createdBefore(pairing);
            return;
        }
        if (!cap.take()) {
            waiting.open(Conflict.Kind.CAPPED, null, pairing.crmId(), "More than " + rules.mostCreations()
                    + " customers would be created in one run", Map.of());
            pairing.waits();
            return;
        }
        PairLink note = PairLink.creating(key, null, pairing.crmId(),
                new Sent(Map.of(), pairing.merged().toServiceTitan()), clock.instant());
        stores.links().save(List.of(note));
        created(pairing, note, sides.serviceTitan()
                .write(List.of(new SideWrite(null, pairing.crmId(), converted(pairing), null, null))).get(0));
    }

    /** The process that began it may have ended before or after ServiceTitan did it, and a new customer is not found at once. */
    private void createdBefore(Pairing pairing) {
        Optional<String> found = sides.serviceTitan().findCreated(pairing.crmId());
        if (found.isPresent()) {
            adopt(pairing, pairing.link(), found.get());
        } else if (Duration.between(pairing.link().changedAt(), clock.instant()).compareTo(rules.readLag()) < 0) {
            pairing.later();
        } else {
            stores.links().remove(pairing.link());
            pairing.link(null);
            create(pairing);
        }
    }

    private void created(Pairing pairing, PairLink note, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Written written) {
            adopt(pairing, note, written.id());
        } else if (outcome instanceof WriteOutcome.Refused refused) {
            stores.links().remove(note);
            waiting.open(Conflict.Kind.INCOMPLETE, null, pairing.crmId(), refused.reason(),
                    Map.of("fields", refused.fields().stream().map(sides.mapping()::field).toList()));
            pairing.waits();
        } else {
            pairing.link(note);
            pairing.later();
        }
    }

    /** The next round reads both, merges what creation could not carry, and gives the CRM's record the customer's id. */
    private void adopt(Pairing pairing, PairLink note, String serviceTitanId) {
        PairLink link = note.of(serviceTitanId, pairing.crmId(), clock.instant());
        stores.links().save(List.of(link));
        pairing.link(link);
        pairing.created();
        pairing.again();
    }
}
