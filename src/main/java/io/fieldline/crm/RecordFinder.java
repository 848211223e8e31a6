package io.fieldline.crm;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.PairLinkStore;
import io.fieldline.sync.pair.SideRecord;

/** Finds the CRM's records of customers by the links that the customer flows keep. */
final class RecordFinder {

    /** What is known of a customer's record. */
    sealed interface Found {}

    /** @param customerId the customer that bears the link: of merged ones, the one that is left */
    record Linked(String recordId, String customerId) implements Found {}

    /** The customer is in use, so a record may come: it was just created, or it waits for a person. */
    record Expected() implements Found {}

    /** The customer is not in use, and for such ones no record is made. */
    record Nobody() implements Found {}

    private final PairKey key;
    private final PairLinkStore links;
    private final CustomerSource customers;

    RecordFinder(PairKey key, PairLinkStore links, CustomerSource customers) {
        this.key = key;
        this.links = links;
        this.customers = customers;
    }

    /** Asks ServiceTitan only for those that have no record. */
    Map<String, Found> find(Collection<String> ids) {
        Map<String, Found> found = new HashMap<>(linked(ids));
        List<String> open = ids.stream().distinct().filter(id -> !found.containsKey(id)).toList();
        if (open.isEmpty()) {
            return found;
        }
        Map<String, SideRecord> read = customers.read(open).stream()
                .collect(Collectors.toMap(SideRecord::id, Function.identity(), (one, same) -> one));
        Map<String, Linked> winners = linked(
                read.values().stream().map(SideRecord::mergedInto).filter(Objects::nonNull).distinct().toList());
        open.forEach(id -> found.put(id, unlinked(read.get(id), winners)));
        return found;
    }

    private static Found unlinked(SideRecord customer, Map<String, Linked> winners) {
        if (customer != null && customer.mergedInto() != null) {
            Linked winner = winners.get(customer.mergedInto());
            return winner == null ? new Expected() : winner;
        }
        return customer != null && customer.state() == SideRecord.State.ACTIVE ? new Expected() : new Nobody();
    }

    private Map<String, Linked> linked(Collection<String> ids) {
        return current(ids).stream().collect(
                Collectors.toMap(PairLink::serviceTitanId, link -> new Linked(link.crmId(), link.serviceTitanId())));
    }

    /** The links of customers that have a record. */
    List<PairLink> current(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : links.byServiceTitan(key, ids).stream()
                        .filter(link -> link.state() == PairLink.State.LINKED && link.crmId() != null).toList();
    }
}
