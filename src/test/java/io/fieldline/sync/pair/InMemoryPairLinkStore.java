package io.fieldline.sync.pair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Links in a list. */
public final class InMemoryPairLinkStore implements PairLinkStore {

    private final List<PairLink> links = new ArrayList<>();

    @Override
    public synchronized List<PairLink> byServiceTitan(PairKey key, Collection<String> ids) {
        return links.stream().filter(link -> link.key().equals(key) && link.serviceTitanId() != null
                && ids.contains(link.serviceTitanId())).toList();
    }

    @Override
    public synchronized List<PairLink> byCrm(PairKey key, Collection<String> ids) {
        return links.stream().filter(link -> link.key().equals(key) && link.crmId() != null
                && ids.contains(link.crmId())).toList();
    }

    @Override
    public synchronized List<PairLink> creatingCustomers(PairKey key) {
        return links.stream().filter(link -> link.key().equals(key) && link.serviceTitanId() == null).toList();
    }

    @Override
    public synchronized void save(Collection<PairLink> saved) {
        saved.forEach(link -> {
            links.removeIf(other -> other.key().equals(link.key())
                    && (link.serviceTitanId() != null && link.serviceTitanId().equals(other.serviceTitanId())
                            || link.crmId() != null && link.crmId().equals(other.crmId())));
            links.add(link);
        });
    }

    @Override
    public synchronized void remove(PairLink link) {
        links.removeIf(other -> other.key().equals(link.key())
                && Objects.equals(other.serviceTitanId(), link.serviceTitanId())
                && Objects.equals(other.crmId(), link.crmId()));
    }

    @Override
    public synchronized long count(PairKey key) {
        return links.stream().filter(link -> link.key().equals(key) && link.state() == PairLink.State.LINKED).count();
    }
}
