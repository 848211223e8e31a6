package io.fieldline.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Which customer of the books is which of ServiceTitan; each is in one link at most. */
public interface CustomerLinks {

    /** @return the books' id of each that is linked */
    Map<Long, String> find(String tenant, String books, Collection<Long> customers);

    /** Which customer of ServiceTitan a customer of the books is linked to. */
    Optional<Long> linkedTo(String tenant, String books, String id);

    /** In place of what either of the two was linked to before. */
    void link(String tenant, String books, long customer, String id);
}
