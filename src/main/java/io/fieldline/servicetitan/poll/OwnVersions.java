package io.fieldline.servicetitan.poll;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

/**
 * Versions of records that a write of this process made and in which nothing changed that a flow would see. A flow that was
 * handed the version before need not be handed such a one.
 */
public final class OwnVersions {

    private static final String MODIFIED_ON = "modifiedOn";

    private final ChangeMemory memory;
    private final Followers followers;

    /** Who is told of changes, record by record. */
    @FunctionalInterface
    public interface Followers {

        /** The streams over a collection whose flows are handed single records. */
        List<StreamKey> of(String tenant, String collection);
    }

    public OwnVersions(ChangeMemory memory, Followers followers) {
        this.memory = memory;
        this.followers = followers;
    }

    /**
     * Lets flows pass over the version, unless anything else changed meanwhile, or a flow was not handed the one before.
     *
     * @param before as the record was read right before the write
     * @param after as it was read right after it
     * @param written fields that flows do not see
     */
    public void made(String tenant, String collection, Map<String, Object> before, Map<String, Object> after,
            Set<String> written) {
        Instant from = Records.modifiedOn(before);
        Instant to = Records.modifiedOn(after);
        if (from == null || to == null || !to.isAfter(from) || !content(before, written).equals(content(after, written))) {
            return;
        }
        String id = Records.id(after);
        followers.of(tenant, collection).forEach(stream -> {
            SeenRecord seen = memory.recall(stream, List.of(id)).get(id);
            if (seen != null && seen.modifiedOn() != null && !seen.modifiedOn().isBefore(from)
                    && seen.modifiedOn().isBefore(to)) {
                memory.remember(stream, List.of(new SeenRecord(id, to, null, seen.status())));
            }
        });
    }

    private static Map<String, Object> content(Map<String, Object> record, Set<String> written) {
        Map<String, Object> content = new HashMap<>(record);
        content.keySet().removeAll(written);
        content.remove(MODIFIED_ON);
        return content;
    }
}
