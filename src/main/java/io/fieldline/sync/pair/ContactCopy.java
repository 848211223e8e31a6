package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contacts of every customer of a tenant as the contacts feed last gave them, so that a page of customers is joined
 * with theirs without asking for them again.
 */
public interface ContactCopy {

    /** The customers whose contacts these are by what was kept last. */
    Set<Long> owners(String tenant, Collection<Map<String, Object>> rows);

    /**
     * Takes rows as the feed gives them, each with <code>id</code> and <code>customerId</code>. A row takes the place of an
     * earlier one with its id, also when it now belongs to another customer; one with <code>active: false</code> is gone.
     */
    void keep(String tenant, Collection<Map<String, Object>> rows);

    /** The rows that are there, by customer; a customer without contacts is left out. */
    Map<Long, List<Map<String, Object>>> of(String tenant, Collection<Long> customerIds);
}
