package io.fieldline.sync.pair;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.failure.RetryLaterException;

/**
 * Brings pairs into step after a change on one side: finds the partner, reads what the other side holds, merges three ways,
 * writes what either side lacks, and remembers what both agreed on once a side has confirmed it. Handing the same records
 * over again changes nothing. One page of one {@link PairKey} is worked on at a time.
 */
public final class Reconciler {

    /** A record that moves on under each of so many attempts is left to the next poll. */
    private static final int ROUNDS = 4;

    private final PairKey key;
    private final PairSides sides;
    private final PairStores stores;
    private final PairRules rules;
    private final InstantSource clock;
    private final WaitingList waiting;
    private final Pairer pairer;
    private final Departed departed;
    private final PairMerge merge;
    private final CrmWrites crmWrites;
    private final ServiceTitanWrites serviceTitanWrites;

    /** @param cap of the run that the pages belong to */
    public Reconciler(PairKey key, PairSides sides, PairStores stores, PairRules rules, CreationCap cap, InstantSource clock) {
        this.key = key;
        this.sides = sides;
        this.stores = stores;
        this.rules = rules;
        this.clock = clock;
        this.waiting = new WaitingList(key, stores.conflicts(), clock);
        this.merge = new PairMerge(sides.mapping());
        this.crmWrites = new CrmWrites(key, sides, stores, waiting, clock);
        this.serviceTitanWrites = new ServiceTitanWrites(key, sides, stores, rules, waiting, cap, clock);
        this.pairer = new Pairer(key, sides, stores, rules, waiting, clock);
        this.departed = new Departed(key, sides, stores, rules, waiting, clock);
    }

    /**
     * Takes customers that changed in ServiceTitan.
     *
     * @throws RetryLaterException when some could not be settled; all of them may be handed over again
     */
    public PairCounts customersChanged(List<SideRecord> customers) {
        return settle(pairer.customers(customers));
    }

    /**
     * Takes records that changed in the CRM.
     *
     * @throws RetryLaterException when some could not be settled; all of them may be handed over again
     */
    public PairCounts recordsChanged(List<SideRecord> records) {
        return settle(pairer.records(records));
    }

    /** Creates a record in the CRM for a customer, without looking for one that it may be already. */
    public PairCounts newRecordFor(SideRecord customer) {
        return settle(alone(new Pairing(null, customer, null)));
    }

    /** Creates a customer for a record of the CRM, without looking for one that it may be already. */
    public PairCounts newCustomerFor(SideRecord record) {
        return settle(alone(new Pairing(null, null, record)));
    }

    private static PairPage alone(Pairing pairing) {
        PairPage page = new PairPage();
        page.add(pairing);
        return page;
    }

    private PairCounts settle(PairPage page) {
        look(page.pairings());
        for (int round = 0; round < ROUNDS; round++) {
            List<Pairing> again = page.in(Pairing.State.AGAIN);
            again.forEach(Pairing::lookAgain);
            look(again);
            List<Pairing> open = page.in(Pairing.State.OPEN);
            if (open.isEmpty() && page.in(Pairing.State.AGAIN).isEmpty()) {
                break;
            }
            round(open);
        }
        waiting.close(page.in(Pairing.State.DONE));
        long unsettled = page.pairings().size() - page.in(Pairing.State.DONE).size();
        if (unsettled > 0) {
            throw new RetryLaterException(unsettled + " of " + page.pairings().size()
                    + " pairs could not be settled now: their records are busy or still move", null);
        }
        return page.counts();
    }

    private void look(List<Pairing> pairings) {
        PairPage.fill(pairings, sides);
        Instant settled = clock.instant().minus(rules.readLag());
        for (Pairing pairing : pairings) {
            pairing.looked(merge);
            if (pairing.behind(settled)) {
                // Another request showed the change. Settled as it was, the pair would not be looked at for it again.
                pairing.later();
            } else {
                departed.check(pairing);
            }
        }
    }

    private void round(List<Pairing> open) {
        open.forEach(this::plan);
        announce(open);
        if (rules.toCrm()) {
            crmWrites.run(open);
        }
        if (rules.toServiceTitan()) {
            serviceTitanWrites.run(open);
        }
        open.forEach(this::conclude);
        stores.links().save(open.stream().filter(pairing -> pairing.state() != Pairing.State.LATER).map(Pairing::link)
                .filter(link -> link != null && link.state() == PairLink.State.LINKED).toList());
    }

    private void plan(Pairing pairing) {
        Agreement agreement = Agreement.of(pairing.link());
        Set<String> without = pairing.refused().keySet();
        if (pairing.createsRecord()) {
            pairing.plan(merge.create(pairing.serviceTitan(), without), agreement);
        } else if (pairing.createsCustomer()) {
            pairing.plan(merge.provision(pairing.crm(), without), agreement);
        } else {
            MergedPair merged = merge.merge(agreement, pairing.serviceTitan(), pairing.crm(), without);
            // ServiceTitan takes no change of a customer that was merged into another.
            pairing.plan(pairing.serviceTitan().mergedInto() == null ? merged : merged.toCrmOnly(), agreement);
        }
    }

    /** Writes down what is about to be sent. Should the process end, our own write is not taken for somebody's edit. */
    private void announce(List<Pairing> open) {
        List<PairLink> announced = new ArrayList<>();
        for (Pairing pairing : open) {
            Sent sent = new Sent(rules.toCrm() ? pairing.merged().toCrm() : Map.of(),
                    rules.toServiceTitan() ? pairing.merged().toServiceTitan() : Map.of());
            if (pairing.createsRecord()) {
                pairing.link(PairLink.creating(key, pairing.serviceTitanId(), null, sent, clock.instant()));
                announced.add(pairing.link());
            } else if (!pairing.createsCustomer() && !sent.nothing()) {
                pairing.link(pairing.link().sending(pairing.agreement().values(), sent, clock.instant()));
                announced.add(pairing.link());
            }
        }
        stores.links().save(announced);
    }

    private void conclude(Pairing pairing) {
        report(pairing);
        PairLink link = pairing.link();
        if (link != null && link.state() == PairLink.State.LINKED && pairing.state() != Pairing.State.LATER) {
            pairing.link(settled(pairing, link));
        } else if (link != null && link.crmId() == null && pairing.state() == Pairing.State.DONE) {
            stores.links().remove(link);
            pairing.link(null);
        }
        pairing.done();
    }

    /** What both hold is agreed on; what a side refused or was not asked to take is not. */
    private PairLink settled(Pairing pairing, PairLink link) {
        Map<String, Object> agreed = new LinkedHashMap<>(pairing.agreement().values());
        agreed.putAll(pairing.merged().agreed());
        agreed.putAll(pairing.confirmed());
        return pairing.state() == Pairing.State.AGAIN
                ? link.sending(agreed, link.sent(), link.changedAt())
                : link.settled(agreed, pairing.serviceTitanVersion(), pairing.crmVersion(), clock.instant());
    }

    private void report(Pairing pairing) {
        if (pairing.state() == Pairing.State.OPEN && !pairing.merged().conflicts().isEmpty()) {
            pairing.waitsInPart();
            waiting.open(Conflict.Kind.FIELDS, pairing.serviceTitanId(), pairing.crmId(),
                    "Both sides changed " + String.join(", ", pairing.merged().conflicts().keySet()),
                    pairing.merged().conflicts());
        }
        Map<String, Object> invalid = new LinkedHashMap<>(pairing.merged().problems());
        invalid.putAll(pairing.refused());
        if (pairing.state() == Pairing.State.OPEN && !invalid.isEmpty()) {
            pairing.waitsInPart();
            waiting.open(Conflict.Kind.INVALID, pairing.serviceTitanId(), pairing.crmId(),
                    invalid.entrySet().stream().map(field -> field.getKey() + ": " + field.getValue())
                            .collect(Collectors.joining("; ")),
                    invalid);
        }
    }
}
