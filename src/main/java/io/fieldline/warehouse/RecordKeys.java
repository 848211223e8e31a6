package io.fieldline.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.sync.RecordShape;

/**
 * What tells the rows of a stream apart. Nearly every record has an id. A few collections have none: there it is the
 * record that they belong to, one to one, or else a hash of the content, so that a changed row of such a stream is a new
 * row.
 */
final class RecordKeys {

    private static final Map<String, String> OWNER_FIELDS = Map.of("jpm/jobs/cancel-reasons", "jobId",
            "jpm/jobs/hold-reasons", "jobId", "jpm/job-history", "jobId");
    static final String NO_ID = "the record has no id";

    private final String ownerField;
    private final boolean withId;

    RecordKeys(String stream, RecordShape shape, boolean tableHasNumbers) {
        this.ownerField = OWNER_FIELDS.get(stream);
        this.withId = shape.fields().containsKey(Column.ID) || (tableHasNumbers && ownerField == null);
    }

    /** @return the value to keep in the column id, or null when the record should have an id and has none */
    Object key(Map<String, Object> record) {
        Object id = record.get(Column.ID);
        if (id instanceof String text && text.isBlank()) {
            id = null;
        }
        if (id != null || withId || record.containsKey(Column.ID)) {
            return id;
        }
        Object owner = ownerField == null ? null : record.get(ownerField);
        return owner != null ? owner : hash(record);
    }

    static String hash(Map<String, Object> record) {
        return hash(JsonText.of(new TreeMap<>(record)));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
