package io.fieldline.outreach;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What a message is about: one tenant's flow tells of one event of one subject once.
 *
 * @param event <code>job-booked</code>; the name says the channel as well where an event goes out by several
 */
public record MessageKey(String tenant, String flow, String event, Subject subject) {

    private static final UUID NAMESPACE = UUID.fromString("6f1b8f0e-3c0a-5d5e-9a2f-2b8f6f7d4c11");

    public MessageKey {
        for (String text : List.of(tenant, flow, event)) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a message names its tenant, its flow and its event");
            }
        }
        Objects.requireNonNull(subject, "subject");
    }

    /** The same for the same key at any time: a name-based UUID (version 5) of the four parts. */
    public String token() {
        MessageDigest digest = sha1();
        digest.update(bytes(NAMESPACE));
        for (String part : List.of(tenant, flow, event, subject.text())) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            // With its length before it, no part can look like the end of the one before.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            digest.update(text);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits()).array();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
