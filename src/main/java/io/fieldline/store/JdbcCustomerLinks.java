package io.fieldline.store;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.ledger.CustomerLinks;
import io.fieldline.sync.RecordNames;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;

/**
 * The customers of books are pairs, whether a flow keeps them in step or documents alone are posted to them: so both mean the
 * same customer. A link that is made here has nothing agreed on yet.
 */
final class JdbcCustomerLinks implements CustomerLinks {

    private final StateDatabase database;
    private final JdbcPairLinkStore pairs;
    private final InstantSource clock;

    JdbcCustomerLinks(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.pairs = new JdbcPairLinkStore(database);
        this.clock = clock;
    }

    private static PairKey key(String tenant, String books) {
        return new PairKey(tenant, RecordNames.CUSTOMER, books);
    }

    @Override
    public Map<Long, String> find(String tenant, String books, Collection<Long> customers) {
        Map<Long, String> found = new HashMap<>();
        pairs.byServiceTitan(key(tenant, books), customers.stream().map(id -> Long.toString(id)).toList()).stream()
                .filter(link -> link.crmId() != null)
                .forEach(link -> found.put(Long.parseLong(link.serviceTitanId()), link.crmId()));
        return found;
    }

    @Override
    public Optional<Long> linkedTo(String tenant, String books, String id) {
        return pairs.byCrm(key(tenant, books), List.of(id)).stream().map(PairLink::serviceTitanId)
                .flatMap(customer -> Optional.ofNullable(customer).stream()).map(Long::parseLong).findFirst();
    }

    /** What a pair of the same two has agreed on stays. */
    @Override
    public void link(String tenant, String books, long customer, String id) {
        database.unitOfWork().execute(() -> {
            if (!id.equals(find(tenant, books, List.of(customer)).get(customer))) {
                pairs.save(List.of(PairLink.linked(key(tenant, books), Long.toString(customer), id, clock.instant())));
            }
            return null;
        });
    }
}
