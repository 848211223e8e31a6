package io.fieldline.sync.pair;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a page of pairs leaves for a person. Entries about the page's records that were not opened again are taken off the
 * list when the page is done: what they were about is settled.
 */
final class WaitingList {

    /** That a record was deleted or merged stays to be decided, whatever else becomes of the pair. */
    private static final Set<Conflict.Kind> UNTIL_DECIDED = EnumSet.of(Conflict.Kind.GONE);

    private final PairKey key;
    private final ConflictStore store;
    private final InstantSource clock;
    private final List<Conflict> opened = new ArrayList<>();

    WaitingList(PairKey key, ConflictStore store, InstantSource clock) {
        this.key = key;
        this.store = store;
        this.clock = clock;
    }

    void open(Conflict.Kind kind, String serviceTitanId, String crmId, String message, Map<String, Object> details) {
        opened.removeIf(entry -> entry.kind() == kind && about(entry, serviceTitanId, crmId));
        opened.add(new Conflict(0, key, serviceTitanId, crmId, kind, message, details, clock.instant()));
    }

    /** Takes everything about a pair off the list that is none any more. */
    void settle(String serviceTitanId, String crmId) {
        store.remove(store.about(key, List.of(serviceTitanId), List.of(crmId)).stream().map(Conflict::id).toList());
    }

    /** Writes the list for pairs that were looked at whole. */
    void close(Collection<Pairing> done) {
        List<String> customers = done.stream().map(Pairing::serviceTitanId).filter(Objects::nonNull).toList();
        List<String> records = done.stream().map(Pairing::crmId).filter(Objects::nonNull).toList();
        store.remove(store.about(key, customers, records).stream().filter(entry -> !kept(entry)).map(Conflict::id).toList());
        store.open(opened);
        opened.clear();
    }

    private boolean kept(Conflict entry) {
        return UNTIL_DECIDED.contains(entry.kind())
                || opened.stream().anyMatch(now -> now.kind() == entry.kind()
                        && about(now, entry.serviceTitanId(), entry.crmId()));
    }

    private static boolean about(Conflict entry, String serviceTitanId, String crmId) {
        return Objects.equals(entry.serviceTitanId(), serviceTitanId) && Objects.equals(entry.crmId(), crmId);
    }
}
