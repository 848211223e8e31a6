package io.fieldline.agent.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import io.fieldline.agent.tool.CanonicalJson;

/**
 * API keys of clients: 256 bits by chance, of which only the SHA-256 is kept. Nobody can go through so many keys, however fast
 * the hash is.
 */
public final class ApiKeys {

    static final String HASH = "sha256:[0-9a-f]{64}";
    private static final String PREFIX = "flk_";
    private static final int BYTES = 32;

    private ApiKeys() {}

    public static String made() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What is kept of a key. */
    public static String hash(String key) {
        return "sha256:" + CanonicalJson.sha256(key);
    }

    /** Takes as long whether it is the key or not. */
    public static boolean matches(String key, String hash) {
        return MessageDigest.isEqual(hash(key).getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }
}
