package io.fieldline.crm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairMapping;
import io.fieldline.sync.pair.SideRecord;

/**
 * Keeps the keys of a CRM account's records at hand, by reading what changed there before somebody looks for a partner. So a
 * match costs no question to the CRM, and the first sync into an empty one costs one in all.
 */
final class RecordIndex {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final String ALL = "record-index";
    private static final String STRANGERS = "record-index-strangers";

    private final PairKey key;
    private final Crm crm;
    private final PairMapping mapping;
    private final MatchIndex index;
    private final CheckpointStore checkpoints;
    private final InstantSource clock;
    private Instant readAt = Instant.EPOCH;

    RecordIndex(PairKey key, Crm crm, PairMapping mapping, MatchIndex index, CheckpointStore checkpoints, InstantSource clock) {
        this.key = key;
        this.crm = crm;
        this.mapping = mapping;
        this.index = index;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Reads what changed in the CRM since the last time, if that was some while ago. All records are read once; from then on
     * only those that bear no customer's id, so that a first sync does not read what it writes.
     */
    void refresh() {
        if (readAt.plus(FRESH).isAfter(clock.instant())) {
            return;
        }
        StreamKey strangers = place(STRANGERS);
        if (checkpoints.load(strangers).isEmpty()) {
            String end = read(place(ALL), crm::changes);
            if (end != null) {
                checkpoints.save(strangers, end);
            }
        } else {
            read(strangers, crm::changesOfStrangers);
        }
        readAt = clock.instant();
    }

    private StreamKey place(String flow) {
        return new StreamKey(key.tenant(), flow, key.system());
    }

    /** @return the position after the last page */
    private String read(StreamKey place, Function<String, Crm.Changes> pages) {
        String position = checkpoints.load(place).orElse(null);
        Crm.Changes changes;
        do {
            changes = pages.apply(position);
            put(changes.records());
            if (changes.next() != null) {
                position = changes.next();
                checkpoints.save(place, position);
            }
        } while (changes.more());
        return position;
    }

    /** The first records of the account. */
    List<SideRecord> first(int most) {
        List<SideRecord> records = new ArrayList<>();
        String after = null;
        boolean more = true;
        while (more && records.size() < most) {
            Crm.Changes changes = crm.changes(after);
            records.addAll(changes.records());
            after = changes.next();
            more = changes.more();
        }
        return records.subList(0, Math.min(most, records.size()));
    }

    void put(List<SideRecord> records) {
        Map<String, Set<MatchKey>> keys = new LinkedHashMap<>();
        records.forEach(record -> keys.put(record.id(),
                record.state() == SideRecord.State.DELETED ? Set.of() : mapping.keysOfCrm(record)));
        index.put(key.tenant(), key.system(), keys);
    }
}
