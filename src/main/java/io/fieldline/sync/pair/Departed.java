package io.fieldline.sync.pair;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a pair of which one record was merged or deleted. Nothing is deleted on the other side. */
final class Departed {

    private final PairKey key;
    private final PairSides sides;
    private final PairStores stores;
    private final PairRules rules;
    private final WaitingList waiting;
    private final InstantSource clock;

    Departed(PairKey key, PairSides sides, PairStores stores, PairRules rules, WaitingList waiting, InstantSource clock) {
        this.key = key;
        this.sides = sides;
        this.stores = stores;
        this.rules = rules;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Looks at a pair whose records were just read; afterwards it is open only where both are there to be merged. */
    void check(Pairing pairing) {
        if (pairing.link() == null || pairing.link().crmId() == null || notReadYet(pairing)) {
            return;
        }
        if (pairing.crm() == null || pairing.crm().state() == SideRecord.State.DELETED) {
            recordGone(pairing);
        } else if (pairing.link().state() == PairLink.State.LINKED && pairing.serviceTitan() == null) {
            part(pairing, "ServiceTitan knows no customer " + pairing.serviceTitanId() + " any more", Map.of());
        } else if (pairing.serviceTitan() != null && pairing.serviceTitan().mergedInto() != null) {
            customerMerged(pairing, pairing.serviceTitan().mergedInto());
        }
    }

    /** A record that was just created may not be found at once; one that was found by its keys had been read before. */
    private boolean notReadYet(Pairing pairing) {
        if (pairing.link().neverAgreed()) {
            return false;
        }
        boolean missing = pairing.crm() == null
                || pairing.serviceTitan() == null && pairing.link().state() == PairLink.State.LINKED;
        if (missing && Duration.between(pairing.link().changedAt(), clock.instant()).compareTo(rules.readLag()) < 0) {
            pairing.later();
            return true;
        }
        return false;
    }

    private void customerMerged(Pairing pairing, String winner) {
        Optional<PairLink> other = stores.links().byServiceTitan(key, List.of(winner)).stream().findFirst();
        if (other.isEmpty()) {
            move(pairing, pairing.link().of(winner, pairing.crmId(), clock.instant()));
            return;
        }
        if (rules.mergedInServiceTitan() == PairRules.MergedInServiceTitan.MERGE) {
            mergeRecords(pairing, other.get());
        } else if (rules.mergedInServiceTitan() == PairRules.MergedInServiceTitan.ASK) {
            askToMerge(pairing, other.get(), "");
        }
    }

    /** The winner's pair is found again where the merged record has a new id: the old one tells what it became. */
    private void mergeRecords(Pairing pairing, PairLink winner) {
        WriteOutcome outcome = rules.toCrm() && winner.crmId() != null && winner.state() == PairLink.State.LINKED
                ? sides.crm().merge(winner.crmId(), pairing.crmId())
                : new WriteOutcome.Later("the other pair is not settled");
        if (outcome instanceof WriteOutcome.Written) {
            stores.links().remove(pairing.link());
            waiting.settle(pairing.serviceTitanId(), pairing.crmId());
            pairing.link(null);
            pairing.mergedAway();
        } else if (outcome instanceof WriteOutcome.Refused refused) {
            askToMerge(pairing, winner, ": " + refused.reason());
        } else {
            pairing.later();
        }
    }

    private void askToMerge(Pairing pairing, PairLink winner, String why) {
        pairing.waitsInPart();
        waiting.open(Conflict.Kind.GONE, pairing.serviceTitanId(), pairing.crmId(),
                "Customer " + pairing.serviceTitanId() + " was merged into " + winner.serviceTitanId()
                        + " in ServiceTitan; in the CRM, " + pairing.crmId() + " and " + winner.crmId()
                        + " are still two records" + why,
                Map.of("mergedInto", winner.serviceTitanId(), "crmRecordOfIt", String.valueOf(winner.crmId())));
    }

    private void recordGone(Pairing pairing) {
        if (pairing.link().state() == PairLink.State.CREATING) {
            stores.links().remove(pairing.link());
            pairing.link(null);
            pairing.leave();
        } else if (mergedIntoAPair(pairing)) {
            stores.links().remove(pairing.link());
            waiting.settle(pairing.serviceTitanId(), pairing.crmId());
            pairing.link(null);
            pairing.leave();
        } else if (pairing.crm() != null && pairing.crm().mergedInto() != null) {
            recordMerged(pairing, pairing.crm().mergedInto());
        } else {
            recordDeleted(pairing);
        }
    }

    /**
     * Whether the customer is part of another one that has a pair. Then that pair is the one that is left, whichever of the two
     * is looked at first, and also where the CRM does not tell into what a record was merged.
     */
    private boolean mergedIntoAPair(Pairing pairing) {
        return pairing.serviceTitan() != null && pairing.serviceTitan().mergedInto() != null
                && !stores.links().byServiceTitan(key, List.of(pairing.serviceTitan().mergedInto())).isEmpty();
    }

    private void recordMerged(Pairing pairing, String winner) {
        Optional<PairLink> other = ofWinner(pairing, winner);
        if (other.isEmpty()) {
            move(pairing, pairing.link().of(pairing.serviceTitanId(), winner, clock.instant()));
        } else {
            part(pairing,
                    "Records " + pairing.crmId() + " and " + winner + " were merged in the CRM; in ServiceTitan, customers "
                            + pairing.serviceTitanId() + " and " + other.get().serviceTitanId()
                            + " are still two, and only a person can merge them",
                    Map.of("mergedInto", winner));
        }
    }

    /** The pair that the record is left to: the one that has it, or the one whose customer it says it is. */
    private Optional<PairLink> ofWinner(Pairing pairing, String winner) {
        return stores.links().byCrm(key, List.of(winner)).stream().findFirst().or(() -> sides.crm().read(List.of(winner))
                .stream().map(SideRecord::otherId).filter(id -> id != null && !id.equals(pairing.serviceTitanId())).findFirst()
                .flatMap(id -> stores.links().byServiceTitan(key, List.of(id)).stream().findFirst()));
    }

    private void recordDeleted(Pairing pairing) {
        if (pairing.link().neverAgreed()) {
            // It was found by what was known of a record that is gone by now: the customer has no partner.
            withoutRecord(pairing);
            return;
        }
        switch (rules.deletedInCrm()) {
            case ASK -> part(pairing, "Record " + pairing.crmId() + " was deleted in the CRM; customer "
                    + pairing.serviceTitanId() + " is still in ServiceTitan", Map.of());
            case RECREATE -> withoutRecord(pairing);
            case DEACTIVATE -> deactivate(pairing);
        }
    }

    private void withoutRecord(Pairing pairing) {
        stores.links().remove(pairing.link());
        pairing.link(null);
        if (pairing.serviceTitan() != null && rules.toCrm()) {
            pairing.show(pairing.serviceTitan(), null);
        } else {
            pairing.leave();
        }
    }

    private void deactivate(Pairing pairing) {
        WriteOutcome outcome = sides.serviceTitan().write(List.of(new SideWrite(pairing.serviceTitanId(), pairing.crmId(),
                Map.of(), pairing.serviceTitan() == null ? null : pairing.serviceTitan().version(),
                SideRecord.State.INACTIVE))).get(0);
        if (outcome instanceof WriteOutcome.Written) {
            stores.links().save(List.of(pairing.link().unlinked(clock.instant())));
            pairing.link(null);
            pairing.leave();
        } else if (outcome instanceof WriteOutcome.Stale || outcome instanceof WriteOutcome.Later) {
            pairing.later();
        } else {
            part(pairing, "Record " + pairing.crmId() + " was deleted in the CRM; customer " + pairing.serviceTitanId()
                    + " could not be made inactive", Map.of());
        }
    }

    /** Both records are read anew before anything is merged. */
    private void move(Pairing pairing, PairLink moved) {
        stores.links().save(List.of(moved));
        pairing.link(moved);
        pairing.again();
    }

    private void part(Pairing pairing, String message, Map<String, Object> details) {
        PairLink parted = pairing.link().unlinked(clock.instant());
        stores.links().save(List.of(parted));
        pairing.link(null);
        waiting.open(Conflict.Kind.GONE, parted.serviceTitanId(), parted.crmId(), message, details);
        pairing.waits();
    }
}
