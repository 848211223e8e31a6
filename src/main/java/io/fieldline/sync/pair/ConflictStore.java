package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What waits for a person. For one kind there is one entry for a pair, or for a record that has no partner yet. */
public interface ConflictStore {

    /** Puts them into the list, each in place of the one of the same kind about the same pair, which keeps number and time. */
    void open(Collection<Conflict> conflicts);

    /** Everything in the list about any of these records. */
    List<Conflict> about(PairKey key, Collection<String> serviceTitanIds, Collection<String> crmIds);

    /** Takes entries off the list. */
    void remove(Collection<Long> ids);

    Optional<Conflict> find(long id);

    /** Oldest first; null for a tenant or a kind means all. */
    List<Conflict> list(String tenant, Conflict.Kind kind, int limit);
}
