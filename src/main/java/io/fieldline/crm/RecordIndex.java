package io.fieldline.crm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private static final String FLOW = "record-index";

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

    /** Reads what changed in the CRM since the last time, if that was some while ago. */
    void refresh() {
        if (readAt.plus(FRESH).isAfter(clock.instant())) {
            return;
        }
        StreamKey place = new StreamKey(key.tenant(), FLOW, key.system());
        Crm.Changes changes;
        do {
            changes = crm.changes(checkpoints.load(place).orElse(null));
            put(changes.records());
            if (changes.next() != null) {
                checkpoints.save(place, changes.next());
            }
        } while (changes.more());
        readAt = clock.instant();
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
