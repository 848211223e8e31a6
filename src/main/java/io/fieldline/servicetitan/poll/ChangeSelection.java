package io.fieldline.servicetitan.poll;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

/**
 * Picks from the records read those that the flow was not handed yet, whichever way they were seen before. The same
 * version of a record is handed on once, and never an older version after a newer one.
 */
final class ChangeSelection {

    /** @param unwanted versions that are new but that the flow did not ask for; they are remembered all the same */
    record Selected(List<Change> wanted, List<SeenRecord> unwanted, int skipped) {}

    private final ChangeMemory memory;
    private final StreamKey key;
    private final EventFilter filter;
    private final InstantSource clock;

    ChangeSelection(ChangeMemory memory, StreamKey key, EventFilter filter, InstantSource clock) {
        this.memory = memory;
        this.key = key;
        this.filter = filter;
        this.clock = clock;
    }

    Selected select(List<Map<String, Object>> records, Position position) {
        Map<String, SeenRecord> seen = new HashMap<>(
                memory.recall(key, records.stream().map(Records::id).filter(Objects::nonNull).distinct().toList()));
        Instant now = clock.instant();
        List<Change> wanted = new ArrayList<>();
        List<SeenRecord> unwanted = new ArrayList<>();
        for (Map<String, Object> record : records) {
            String id = Records.id(record);
            SeenRecord before = id == null ? null : seen.get(id);
            SeenRecord version = id == null ? null : version(id, record);
            if (!position.wants(Records.modifiedOn(record)) || version != null && !isNewer(version, before)) {
                continue;
            }
            if (filter.wants(record, before, position, now)) {
                wanted.add(new Change(record, version));
            } else if (version != null) {
                unwanted.add(version);
            }
            if (version != null) {
                seen.put(id, version);
            }
        }
        return new Selected(wanted, unwanted, records.size() - wanted.size());
    }

    private static SeenRecord version(String id, Map<String, Object> record) {
        Instant modifiedOn = Records.modifiedOn(record);
        return new SeenRecord(id, modifiedOn, modifiedOn == null ? fingerprint(record) : null, Records.status(record));
    }

    private static boolean isNewer(SeenRecord version, SeenRecord before) {
        if (before == null) {
            return true;
        }
        if (version.modifiedOn() == null || before.modifiedOn() == null) {
            return !Objects.equals(version.fingerprint(), before.fingerprint());
        }
        return version.modifiedOn().isAfter(before.modifiedOn());
    }

    static String fingerprint(Map<String, Object> record) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(record.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
