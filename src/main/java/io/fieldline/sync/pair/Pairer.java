package io.fieldline.sync.pair;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out which pairs a page of changed records is about. */
final class Pairer {

    private final PairKey key;
    private final Side serviceTitan;
    private final PairMapping mapping;
    private final PairStores stores;
    private final PairRules rules;
    private final WaitingList waiting;
    private final InstantSource clock;

    Pairer(PairKey key, PairSides sides, PairStores stores, PairRules rules, WaitingList waiting, InstantSource clock) {
        this.key = key;
        this.serviceTitan = sides.serviceTitan();
        this.mapping = sides.mapping();
        this.stores = stores;
        this.rules = rules;
        this.waiting = waiting;
        this.clock = clock;
    }

    PairPage customers(List<SideRecord> changed) {
        Map<String, SideRecord> customers = newest(changed);
        Map<String, PairLink> links = PairPage.byId(stores.links().byServiceTitan(key, customers.keySet()),
                PairLink::serviceTitanId);
        PairPage page = new PairPage();
        List<SideRecord> alone = new ArrayList<>();
        for (SideRecord customer : customers.values()) {
            PairLink link = links.get(customer.id());
            if (link == null || link.state() == PairLink.State.CREATING) {
                alone.add(customer);
            } else if (link.state() == PairLink.State.UNLINKED) {
                page.waits();
            } else if (customer.version() != null && customer.version().equals(link.serviceTitanVersion())) {
                page.unchanged();
            } else {
                // Read anew: a row in hand may be joined with contacts that are older than itself, and what is not there yet must
                // not be taken for something that somebody emptied.
                page.add(new Pairing(link, null, null).changedAt(customer.modifiedOn()));
            }
        }
        alone = withoutCreated(alone, page);
        seek(alone, key.system(), mapping::keysOfServiceTitan, this::linkedRecords,
                (customer, found) -> customerAlone(customer, links.get(customer.id()), found, page));
        return page;
    }

    PairPage records(List<SideRecord> changed) {
        Map<String, SideRecord> records = newest(changed);
        Map<String, PairLink> links = PairPage.byId(stores.links().byCrm(key, records.keySet()), PairLink::crmId);
        // They get the customer of the record that was merged into them, and must not be given a new one before.
        Set<String> heirs = records.values().stream().filter(record -> links.containsKey(record.id()))
                .map(SideRecord::mergedInto).filter(Objects::nonNull).collect(Collectors.toSet());
        PairPage page = new PairPage();
        List<SideRecord> alone = new ArrayList<>();
        for (SideRecord record : records.values()) {
            PairLink link = links.get(record.id());
            if (link == null && heirs.contains(record.id())) {
                page.skipped();
            } else if (link == null) {
                alone.add(record);
            } else if (link.state() == PairLink.State.UNLINKED) {
                page.waits();
            } else if (record.version() != null && record.version().equals(link.crmVersion())) {
                page.unchanged();
            } else {
                // Read anew: since the record in hand was read, the other direction may have written what must not be taken
                // for an edit that somebody made before it.
                page.add(new Pairing(link, null, record.state() == SideRecord.State.DELETED ? record : null));
            }
        }
        seek(withoutCapped(alone, page), MatchIndex.SERVICETITAN, mapping::keysOfCrm, this::linkedCustomers,
                (record, found) -> recordAlone(record, found, page));
        return page;
    }

    /** What came in excess of a run's creations waits until a person lifts it by name: it would not be a cap otherwise. */
    private List<SideRecord> withoutCapped(List<SideRecord> alone, PairPage page) {
        Set<String> capped = stores.conflicts().about(key, List.of(), alone.stream().map(SideRecord::id).toList()).stream()
                .filter(conflict -> conflict.kind() == Conflict.Kind.CAPPED).map(Conflict::crmId).collect(Collectors.toSet());
        alone.stream().filter(record -> capped.contains(record.id())).forEach(record -> page.waits());
        return alone.stream().filter(record -> !capped.contains(record.id())).toList();
    }

    /**
     * Customers that were created for a record of the CRM by a process that ended before it could say so. A row in hand may
     * not show whom it was created for, so it is read.
     */
    private List<SideRecord> withoutCreated(List<SideRecord> customers, PairPage page) {
        Map<String, PairLink> begun = customers.isEmpty()
                ? Map.of()
                : PairPage.byId(stores.links().creatingCustomers(key), PairLink::crmId);
        if (begun.isEmpty()) {
            return customers;
        }
        List<SideRecord> others = new ArrayList<>();
        for (SideRecord customer : serviceTitan.read(customers.stream().map(SideRecord::id).toList())) {
            PairLink link = customer.otherId() == null ? null : begun.get(customer.otherId());
            if (link != null) {
                page.add(new Pairing(link.of(customer.id(), link.crmId(), clock.instant()), customer, null));
            } else {
                others.add(customer);
            }
        }
        return others;
    }

    private void seek(List<SideRecord> alone, String system, Function<SideRecord, Set<MatchKey>> keysOf,
            Function<Collection<String>, Collection<String>> linked, BiConsumer<SideRecord, Partners.Found> found) {
        if (alone.isEmpty()) {
            return;
        }
        Map<SideRecord, Set<MatchKey>> keys = new LinkedHashMap<>();
        alone.forEach(record -> keys.put(record, keysOf.apply(record)));
        Partners partners = Partners.among(stores.index(), key.tenant(), system, keys.values(), linked);
        keys.forEach((record, some) -> found.accept(record, partners.of(some)));
    }

    /** @param begun a note that a record was being created for the customer; null when there is none */
    private void customerAlone(SideRecord customer, PairLink begun, Partners.Found found, PairPage page) {
        if (customer.state() != SideRecord.State.ACTIVE) {
            page.skipped();
        } else if (found.several()) {
            candidates(customer.id(), null, found, page);
        } else if (found.one()) {
            page.add(new Pairing(begun == null
                    ? PairLink.linked(key, customer.id(), found.id(), clock.instant())
                    : begun.of(customer.id(), found.id(), clock.instant()), customer, null));
        } else if (rules.toCrm()) {
            page.add(new Pairing(begun, customer, null));
        } else {
            page.skipped();
        }
    }

    private void recordAlone(SideRecord record, Partners.Found found, PairPage page) {
        if (record.state() != SideRecord.State.ACTIVE) {
            page.skipped();
        } else if (found.several()) {
            candidates(null, record.id(), found, page);
        } else if (found.one()) {
            page.add(new Pairing(PairLink.linked(key, found.id(), record.id(), clock.instant()), null, record));
        } else if (rules.toServiceTitan() && record.otherId() == null && rules.provisions().test(record)) {
            // One that says whose it is, such as what a merge left of two records, is not given one more customer.
            page.add(new Pairing(null, null, record));
        } else {
            page.skipped();
        }
    }

    private void candidates(String serviceTitanId, String crmId, Partners.Found found, PairPage page) {
        waiting.open(Conflict.Kind.CANDIDATES, serviceTitanId, crmId,
                found.candidates().size() + " records may be this one; nobody guesses which",
                Map.of("candidates", List.copyOf(found.candidates())));
        page.waits();
    }

    private Collection<String> linkedRecords(Collection<String> crmIds) {
        return stores.links().byCrm(key, crmIds).stream().map(PairLink::crmId).toList();
    }

    private Collection<String> linkedCustomers(Collection<String> serviceTitanIds) {
        return stores.links().byServiceTitan(key, serviceTitanIds).stream().map(PairLink::serviceTitanId).toList();
    }

    /** A page may hold two states of one record: the later one counts. */
    private static Map<String, SideRecord> newest(List<SideRecord> records) {
        Map<String, SideRecord> newest = new LinkedHashMap<>();
        records.forEach(record -> newest.merge(record.id(), record,
                (one, other) -> one.modifiedOn().isAfter(other.modifiedOn()) ? one : other));
        return newest;
    }
}
