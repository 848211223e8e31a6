package io.fieldline.servicetitan.desk.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tells a state of a record from any other: its time of change, which not every change moves, and a hash of what it holds.
 */
final class RecordVersion {

    private static final int HASH_BYTES = 8;

    private RecordVersion() {}

    static String of(ObjectNode record) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Trees.bytes(Trees.sorted(record)));
            return record.path("modifiedOn").asText() + "#" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
