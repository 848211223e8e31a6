package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.List;

/** The links of pairs. Within one {@link PairKey}, a customer and a CRM record are each in one link at most. */
public interface PairLinkStore {

    List<PairLink> byServiceTitan(PairKey key, Collection<String> serviceTitanIds);

    List<PairLink> byCrm(PairKey key, Collection<String> crmIds);

    /** Links whose customer was being created when they were written, and may be there. */
    List<PairLink> creatingCustomers(PairKey key);

    /**
     * Writes links, each in place of any other that names one of its two records.
     */
    void save(Collection<PairLink> links);

    void remove(PairLink link);

    /** How many pairs are linked. */
    long count(PairKey key);
}
